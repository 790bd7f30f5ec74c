import { describe, expect, it } from 'vitest'
import after from '../../../scenarios/reference/after.ts'
import before from '../../../scenarios/reference/before.ts'
import { changedScenario } from '../../../src/experiment/change.ts'
import { nudgedConstants } from '../../../src/experiment/sensitivity/nudges.ts'
import { validateScenario } from '../../../src/model/validate.ts'
import { smallPrepared } from '../prepared.ts'

/** A constant of the small scenario whose mechanisms were changed. */
function nudge(path: string, mechanisms: object = {}) {
  const scenario = validateScenario({ ...smallPrepared(), mechanisms }, 'test.ts').value
  const found = nudgedConstants(scenario, 1.1).find((constant) => constant.path === path)
  const valueOn = (side: 'less' | 'more'): unknown => {
    const changed = changedScenario(scenario, found?.[side] ?? [])
    return path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], changed)
  }
  return found === undefined ? undefined : { ...found, values: [valueOn('less'), valueOn('more')] }
}

describe('nudgedConstants', () => {
  it('divides and multiplies', () => {
    const { values, logStep } = nudge('mechanisms.defects.perChangedService', {
      defects: { perChangedService: 0.011 },
    })!
    expect(values[0]).toBeCloseTo(0.01, 12)
    expect(values[1]).toBeCloseTo(0.0121, 12)
    expect(logStep).toBeCloseTo(2 * Math.log(1.1), 12)
  })

  it('stays inside the plausible range, and knows how far it went', () => {
    const { values, logStep } = nudge('mechanisms.people.selfCheck', { people: { selfCheck: 0.88 } })!
    expect(values).toEqual([expect.closeTo(0.8, 12), 0.9])
    expect(logStep).toBeCloseTo(Math.log(0.9 / 0.8), 12)
  })

  it('moves to one side only at the edge of the range, or beyond it', () => {
    const { less, more, logStep } = nudge('mechanisms.people.selfCheck', { people: { selfCheck: 0.95 } })!
    expect(more).toEqual([])
    expect(less).not.toEqual([])
    expect(logStep).toBeCloseTo(Math.log(1.1), 12)
  })

  it('moves a whole number by one at least, and not to 0', () => {
    const { less, values, logStep } = nudge('mechanisms.cluster.eviction.maxUnavailable')!
    expect(less).toEqual([])
    expect(values).toEqual([1, 2])
    expect(logStep).toBeCloseTo(Math.log(2), 12)
  })

  it('moves a large whole number to the nearest ones', () => {
    expect(nudge('mechanisms.detection.alertFor')?.values).toEqual([54_545, 66_000])
  })

  it('judges a distribution by its median', () => {
    const people = { manualStep: { kind: 'lognormal', median: 85_000, sigma: 0.5 } }
    const { values, logStep } = nudge('mechanisms.people.manualStep', { people })!
    expect(values[1]).toMatchObject({ kind: 'scaled', by: expect.closeTo(90 / 85, 12) })
    expect(logStep).toBeCloseTo(Math.log((90 / 85) * 1.1), 12)
  })

  it('switches a switch over, from off to on', () => {
    expect(nudge('mechanisms.gitops.webhook')).toMatchObject({ less: [], logStep: null, values: [false, true] })
    const gitops = { webhook: true }
    expect(nudge('mechanisms.gitops.webhook', { gitops })).toMatchObject({ more: [], values: [false, true] })
  })

  it('leaves out what is 0, and what has a source', () => {
    expect(nudge('mechanisms.defects.perChangedService', { defects: { perChangedService: 0 } })).toBeUndefined()
    expect(nudge('mechanisms.people.stepError')).toBeUndefined()
  })

  it.each([before, after])('changes the reference scenario $name into valid ones', (input) => {
    const scenario = validateScenario(input, 'test.ts').value
    const constants = nudgedConstants(scenario, 1.1)
    expect(constants.length).toBeGreaterThan(100)
    for (const side of ['less', 'more'] as const) {
      // A constant and its spread have one place inside the other: one at a time for those.
      const alone = constants.filter(({ path }) => path.endsWith('.sigma') || path === 'fintech.sizeSigma')
      const together = constants.filter((constant) => !alone.includes(constant))
      for (const some of [alone, together]) {
        const changed = changedScenario(
          scenario,
          some.flatMap((constant) => constant[side]),
        )
        expect(() => validateScenario({ ...changed, assumptions: [] }, 'test.ts')).not.toThrow()
      }
    }
  })
})
