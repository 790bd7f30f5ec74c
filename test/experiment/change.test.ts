import { describe, expect, it } from 'vitest'
import { changedScenario } from '../../src/experiment/change.ts'
import { smallPrepared } from './prepared.ts'

const scenario = smallPrepared()

describe('changedScenario', () => {
  it('leaves the scenario as it is and changes a copy', () => {
    const before = structuredClone(scenario)
    const changed = changedScenario(scenario, [{ kind: 'set', at: ['pipeline.runners'], value: 7 }])
    expect(changed.pipeline.runners).toBe(7)
    expect(scenario).toEqual(before)
  })

  it('makes nothing else different', () => {
    const changed = changedScenario(scenario, [{ kind: 'scale', at: ['mechanisms.people.selfCheck'], by: 1.1 }])
    changed.mechanisms.people.selfCheck = scenario.mechanisms.people.selfCheck
    expect(changed).toEqual(scenario)
  })

  it('keeps whole numbers whole and multiplies others', () => {
    const { mechanisms, deployments } = changedScenario(scenario, [
      { kind: 'scale', at: ['mechanisms.detection.alertFor'], by: 1.000_01 },
      { kind: 'scale', at: ['deployments.lockFileChanges'], by: 1.1 },
    ])
    expect(mechanisms.detection.alertFor).toBe(60_001)
    expect(deployments.lockFileChanges).toBeCloseTo(0.165, 12)
  })

  it('does not let a share exceed its limit', () => {
    const change = { kind: 'scale', at: ['mechanisms.people.stepHarms'], by: 3, most: 1 } as const
    expect(changedScenario(scenario, [change]).mechanisms.people.stepHarms).toBe(1)
  })

  it('stretches distributions, everywhere that a pattern names', () => {
    const { fleet } = changedScenario(scenario, [{ kind: 'scale', at: ['fleet.services.*.startup'], by: 2 }])
    for (const [i, { startup }] of fleet.services.entries()) {
      expect(startup).toEqual({ kind: 'scaled', by: 2, distribution: scenario.fleet.services[i]?.startup })
    }
  })

  it('spreads numbers about their geometric mean, which stays', () => {
    const uneven = structuredClone(scenario)
    uneven.fleet.services.forEach((service, i) => {
      service.changeWeight = [1, 4][i]!
    })
    const { fleet } = changedScenario(uneven, [{ kind: 'spread', at: ['fleet.services.*.changeWeight'], by: 2 }])
    const [first, second] = fleet.services.map(({ changeWeight }) => changeWeight)
    expect(first).toBeCloseTo(0.5, 12)
    expect(second).toBeCloseTo(8, 12)
  })
})
