import { describe, expect, it } from 'vitest'
import { constant } from '../../../src/model/distribution.ts'
import type { JobInput } from '../../../src/model/pipeline.ts'
import { eventsOf, outcomeOf, rehearsal, rehearse, rehearseOne, spanOf } from '../../rehearsal.ts'

const seconds = (n: number) => constant(n * 1_000)

const procedure = (more: Partial<Extract<JobInput, { kind: 'manual' }>> = {}): JobInput => ({
  kind: 'manual',
  name: 'by-hand',
  steps: ['first', 'second', 'third'],
  ...more,
})

const production: JobInput = { kind: 'deploy', name: 'production', environment: 'production', delivery: 'kubectl' }

function byHand(
  jobs: JobInput[],
  of: { people?: object; regions?: string[]; engineers?: number; deployments?: object } = {},
) {
  return rehearsal({
    regions: of.regions ?? ['here'],
    pipeline: { releaseEngineers: of.engineers ?? 1, stages: [{ name: 'deploy-production', jobs }] },
    deployments: of.deployments ?? {},
    mechanisms: { people: { manualStep: seconds(40), approval: seconds(90), ...of.people } },
  })
}

describe('manual steps', () => {
  it('take their time one after another, in each region where the procedure says so', () => {
    expect(spanOf(rehearseOne(byHand([procedure()])), 'by-hand').finished).toBe(120_000)
    const regional = byHand([procedure({ perRegion: true })], { regions: ['here', 'there'] })
    expect(spanOf(rehearseOne(regional), 'by-hand').finished).toBe(240_000)
  })

  it('are counted, approvals with them', () => {
    const recording = rehearseOne(byHand([procedure(), { kind: 'approval', name: 'approve', subject: 'production' }]))
    expect(eventsOf(recording, 'manual.step')).toHaveLength(4)
  })

  it('wait while everybody is busy', () => {
    const two = byHand([procedure(), procedure({ name: 'also-by-hand' })])
    const ends = eventsOf(rehearseOne(two), 'job.finished').map((event) => event.at)
    expect(Math.max(...ends) - rehearseOne(two).events[0]!.at).toBe(240_000)
  })

  it('are done again when the mistake is noticed at once', () => {
    const scenario = byHand([procedure()], { people: { stepError: 1, selfCheck: 1 } })
    expect(spanOf(rehearseOne(scenario), 'by-hand').finished).toBe(240_000)
    expect(outcomeOf(rehearseOne(scenario))).toBe('succeeded')
  })

  it('that nobody noticed hurt production where they touch it', () => {
    const people = { stepError: 1, selfCheck: 0, stepHarms: 1 }
    const harmful = rehearseOne(byHand([procedure({ touches: 'infrastructure' }), production], { people }))
    expect(outcomeOf(harmful)).toBe('failed')
    expect(eventsOf(harmful, 'impact.started')[0]?.failure.cause).toBe('manual-error')
    const harmless = rehearseOne(byHand([procedure({ touches: 'nothing' }), production], { people }))
    expect(outcomeOf(harmless)).toBe('succeeded')
  })

  it('go wrong as often as the handbook says, with a checklist less often', () => {
    const wrong = (checklist: boolean) => {
      const scenario = byHand([procedure({ checklist })], {
        people: { stepError: 0.1, stepErrorWithChecklist: 0.01 },
        deployments: { perDay: 8, daysPerStretch: 50 },
      })
      const steps = rehearse(scenario, { deployments: 400 }).flatMap((one) => eventsOf(one, 'manual.step'))
      return steps.filter((step) => step.wrong).length / steps.length
    }
    expect(Math.abs(wrong(false) - 0.1)).toBeLessThan(3 * Math.sqrt((0.1 * 0.9) / 1_200))
    expect(Math.abs(wrong(true) - 0.01)).toBeLessThan(3 * Math.sqrt((0.01 * 0.99) / 1_200))
  })
})
