import { describe, expect, it } from 'vitest'
import { fintech, fintechAssumptions } from '../../src/fleet/index.ts'
import { constant } from '../../src/model/distribution.ts'
import type { FleetInput } from '../../src/model/fleet.ts'
import { validateScenario } from '../../src/model/validate.ts'
import { manual } from '../../src/presets/index.ts'

const scenarioOf = (fleet: FleetInput, assumptions: ReturnType<typeof fintechAssumptions>) =>
  validateScenario({ name: 'a fleet', fleet, pipeline: manual(), deployments: { perDay: 2 }, assumptions }, 'test.ts')
    .value

const noted = (path: string, options: Parameters<typeof fintechAssumptions>[0] = {}) =>
  fintechAssumptions(options).find((note) => note.path === path)

describe('the constants of the synthetic fleet', () => {
  it.each([{}, { services: 4, databases: 2 }, { sizeSigma: 0 }])('are found in the fleet made with %j', (options) => {
    const { assumptions } = scenarioOf(fintech(options), fintechAssumptions(options))
    expect(assumptions.length).toBeGreaterThan(15)
  })

  it('have the values that the fleet was made with', () => {
    expect(noted('fintech.startup', { startup: constant(7) })?.value).toEqual(constant(7))
    expect(noted('fintech.sizeSigma')?.value).toBe(0.3)
  })

  it('say which of them were tuned', () => {
    expect(noted('fintech.suites.unit')).toMatchObject({ tuned: true, assumed: [10_000, 120_000] })
    expect(noted('fintech.startup')).toMatchObject({ tuned: false })
    expect(noted('fintech.suites.unitFlakyRate')).toMatchObject({ source: expect.stringContaining('Micco') })
  })
})
