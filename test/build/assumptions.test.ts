import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { assumptionsPage, withoutFigures } from '../../build/assumptions.ts'
import after from '../../scenarios/reference/after.ts'
import before from '../../scenarios/reference/before.ts'
import { assumptionsOf } from '../../src/analysis/index.ts'
import type { ElasticitiesFile } from '../../src/model/elasticities.ts'
import { validateScenario } from '../../src/model/validate.ts'

const [b, a] = [before, after].map((input) => validateScenario(input, 'test.ts').value)
const page = assumptionsPage(b!, a!, undefined)

describe('docs/assumptions.md', () => {
  it('is what the code says, but for figures (else run: node build/assumptions.ts)', () => {
    const written = readFileSync(new URL('../../docs/assumptions.md', import.meta.url), 'utf8')
    expect(withoutFigures(written) === withoutFigures(page)).toBe(true)
  })

  it('has every constant once, with a source or an assumed range and the reason for it', () => {
    for (const scenario of [b!, a!]) {
      for (const { path, source, assumed } of assumptionsOf(scenario, {})) {
        expect(page.split(`| \`${path}\``)).toHaveLength(2)
        expect(source ?? assumed?.why ?? '', path).not.toBe('')
      }
    }
  })

  it('says how many constants were tuned, and names them', () => {
    const tuned = assumptionsOf(b!, {}).filter((constant) => constant.tuned)
    expect(page).toContain(`**${tuned.length} were tuned**`)
    for (const { path } of tuned) expect(page).toContain(`\n- \`${path}\`\n`)
  })

  it('shows elasticities whose sign is certain, and what has no influence', () => {
    const constants = {
      'mechanisms.people.selfCheck': {
        'deployment.duration': { value: 0.01, low: -0.1, high: 0.1, n: 9 },
        'change.failure.rate': { value: -1.412, low: -2.1, high: -0.7, n: 9 },
      },
      'mechanisms.people.kubectl': { 'deployment.duration': { value: 0, low: 0, high: 0, n: 9 } },
    }
    const how = { hash: 'sha256:', seed: 1, runs: 600, stretches: 60, factor: 1.1 }
    const file: ElasticitiesFile = { schemaVersion: 1, scenarios: { [b!.name]: { ...how, constants } } }
    const shown = assumptionsPage(b!, a!, file)
    expect(shown).toMatch(
      /`mechanisms\.people\.selfCheck`.* \| failures −1\.41 \(−2\.10 to −0\.70\) \| not computed \|/,
    )
    expect(shown).toMatch(/`mechanisms\.people\.kubectl`.* \| 0 \| not computed \|/)
    expect(shown).toContain('600 deployments in 60 stretches')
    expect(withoutFigures(shown)).toBe(withoutFigures(page))
  })
})
