import { describe, expect, it } from 'vitest'
import { type ElasticitiesFile, elasticitiesFileSchema } from '../../src/model/elasticities.ts'
import { elasticitiesJson, terminalElasticities } from '../../src/report/index.ts'

const estimate = (value: number, low: number | null, high: number | null) => ({ value, low, high, n: 600 })
const constants = {
  'mechanisms.cluster.controlPlane.a-constant-with-a-very-long-name-indeed': {
    'deployment.duration': estimate(0.41, 0.35, 0.47),
  },
  'mechanisms.people.selfCheck': {
    'deployment.duration': estimate(0.2, -0.1, 0.5),
    'change.failure.rate': estimate(-1.4, -2.1, -0.7),
  },
  'mechanisms.gitops.webhook': { 'deployment.duration': estimate(-22.81, -24.58, -21.05) },
  'mechanisms.gitops.commit': { 'deployment.duration': estimate(0, 0, 0) },
}
const file: ElasticitiesFile = {
  schemaVersion: 1,
  scenarios: {
    'reference/after': { hash: 'sha256:1', seed: 1, runs: 600, stretches: 60, factor: 1.1, constants },
    'reference/a "quoted" one': { hash: 'sha256:2', seed: 1, runs: 8, stretches: 1, factor: 1.1, constants: {} },
  },
}

describe('elasticities in print', () => {
  const text = terminalElasticities('reference/after', file.scenarios['reference/after']!, { color: false })

  it('show the most influential constants of each figure with intervals, the certain ones only', () => {
    expect(text).toMatch(/selfCheck +−1\.40 {2}\(−2\.10 to −0\.70\)/)
    expect(text.split('selfCheck')).toHaveLength(2)
    expect(text.indexOf('webhook')).toBeLessThan(text.indexOf('mechanisms.cluster'))
    expect(text).toContain('1 have no influence')
  })

  it('mark switches, which have no percent more of them', () => {
    expect(text).toContain('mechanisms.gitops.webhook (switched on)')
  })

  it('fit 80 columns', () => {
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  it('cannot move the cursor with a name', () => {
    const hostile = terminalElasticities('a\u001b[2Jb', file.scenarios['reference/after']!, { color: false })
    expect(hostile).not.toContain('\u001b')
  })
})

describe('the file of elasticities', () => {
  it('is read back as it was written, a line a constant', () => {
    const text = elasticitiesJson(file)
    expect(elasticitiesFileSchema.parse(JSON.parse(text))).toEqual(file)
    expect(text.split('\n').filter((line) => line.includes('"mechanisms.'))).toHaveLength(4)
  })

  it('has its scenarios in one order, however they were put together', () => {
    const turned = Object.fromEntries(Object.entries(file.scenarios).reverse())
    expect(elasticitiesJson({ ...file, scenarios: turned })).toBe(elasticitiesJson(file))
  })
})
