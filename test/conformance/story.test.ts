import { describe, expect, it } from 'vitest'
import type { DeploymentEvent, Recording } from '../../src/model/events.ts'
import { rehearseOne } from '../rehearsal.ts'
import { REHEARSALS } from './scenarios.ts'
import { commonStory, contradictions } from './story.ts'

const { scenario, seeds } = REHEARSALS.migration!
const recordings = seeds.slice(0, 20).map((seed) => rehearseOne(scenario, seed))
const common = commonStory(recordings)

/** A recording that is told differently. */
const retold = (change: (event: DeploymentEvent) => readonly DeploymentEvent[]): Recording => ({
  address: recordings[0]!.address,
  events: recordings[0]!.events.flatMap(change),
})

describe('a story', () => {
  it('is told by another run with other times, and by one that is ten times as slow', () => {
    expect(contradictions(common, rehearseOne(scenario, 1_000))).toEqual([])
    const slow = retold((event) => [
      { ...event, at: event.at * 10, ...('from' in event ? { from: event.from * 10 } : {}) } as DeploymentEvent,
    ])
    expect(contradictions(common, slow)).toEqual([])
  })

  it('is not told when something is missing', () => {
    const silent = retold((event) => (event.kind === 'step' && event.step === 'migration' ? [] : [event]))
    expect(contradictions(common, silent)).toEqual(['missing: "migration by migrate"'])
  })

  it('is not told when something happens that does not belong to it', () => {
    const dramatic = retold((event) =>
      event.kind === 'deployment.healthy'
        ? [event, { kind: 'failure.detected', at: event.at, path: 'alert' } satisfies DeploymentEvent]
        : [event],
    )
    expect(contradictions(common, dramatic)).toEqual(['unexpected: "detected by alert"'])
  })

  it('is not told when it ends otherwise', () => {
    const sad = retold((event) =>
      event.kind === 'deployment.finished' ? [{ ...event, outcome: 'self-healed' as const }] : [event],
    )
    expect(contradictions(common, sad)).toEqual(['missing: "outcome: succeeded"', 'unexpected: "outcome: self-healed"'])
  })

  it('is not told when a migration runs after the rollout that needs it', () => {
    const end = recordings[0]!.events.at(-1)!.at
    const late = retold((event) =>
      event.kind === 'step' && event.step === 'migration' ? [{ ...event, from: end, at: end }] : [event],
    )
    expect(contradictions(common, late)).toContain(
      'out of order: "migration by migrate" should be over before "rollout of payment in us-east-1 by production" begins',
    )
  })

  it('has no order between jobs that run side by side', () => {
    const { scenario: two, seeds: many } = REHEARSALS.gitops!
    const { orders } = commonStory(many.map((seed) => rehearseOne(two, seed)))
    const [one, other] = ['job unit/ledger passed', 'job unit/payment passed']
    expect(orders).not.toContainEqual([one, other])
    expect(orders).not.toContainEqual([other, one])
  })
})

describe('recordings that do not tell one story', () => {
  it('have nothing in common', () => {
    const other = rehearseOne(REHEARSALS.failingTest!.scenario, 1)
    expect(() => commonStory([recordings[0]!, other])).toThrow('do not tell one story: missing: ')
  })
})
