import { describe, expect, it } from 'vitest'
import { constant } from '../../../src/model/distribution.ts'
import { eventsOf, rehearsal, rehearse, rehearseOne } from '../../rehearsal.ts'

const seconds = (n: number) => constant(n * 1_000)
const steps = (recording: ReturnType<typeof rehearseOne>, step: string) =>
  eventsOf(recording, 'step').filter((event) => event.step === step)

function synced(of: { services?: number; gitops?: object; deployments?: object } = {}) {
  return rehearsal({
    services: Array.from({ length: of.services ?? 1 }, (_, i) => ({ name: `service-${i}`, replicas: 1 })),
    pipeline: {
      exclusive: false,
      stages: [
        {
          name: 'deploy-production',
          jobs: [{ kind: 'deploy', name: 'production', environment: 'production', delivery: 'gitops' }],
        },
      ],
    },
    deployments: of.deployments ?? {},
    mechanisms: {
      gitops: { commit: seconds(5), refresh: seconds(3), applyPerApplication: seconds(2), ...of.gitops },
    },
  })
}

describe('Argo CD', () => {
  it('waits for its poll: up to the interval and the jitter, half of it in the mean', () => {
    const scenario = synced({ deployments: { perDay: 8, daysPerStretch: 125 } })
    const waits = rehearse(scenario, { deployments: 1_000 }).flatMap((one) =>
      steps(one, 'sync-wait').map((event) => event.at - event.from),
    )
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length
    expect(Math.max(...waits)).toBeLessThanOrEqual(180_000)
    expect(Math.abs(mean - 75_000)).toBeLessThan((3 * 45_000) / Math.sqrt(waits.length))
  })

  it('does not wait when a webhook tells of the commit', () => {
    expect(steps(rehearseOne(synced({ gitops: { webhook: true } })), 'sync-wait')).toEqual([])
  })

  it('compares and syncs so many applications at once as it has processors', () => {
    const gitops = { webhook: true, statusProcessors: 4, operationProcessors: 2 }
    const recording = rehearseOne(synced({ services: 8, gitops }))
    const ends = steps(recording, 'sync').map((event) => (event.at - event.from) / 1_000)
    expect(ends.sort((a, b) => a - b)).toEqual([5, 5, 7, 7, 9, 9, 11, 11])
  })
})
