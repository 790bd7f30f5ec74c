import { describe, expect, test } from 'vitest'
import { constant } from '../../../../src/model/distribution.ts'
import { minutes, seconds } from '../../../../src/model/units.ts'
import { instant, rig } from './rig.ts'

const service = {
  replicas: 4,
  strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 1 },
  startup: constant(seconds(20)),
  probes: { readiness: { periodMs: 1_000 } },
} as const

describe('superseding a rollout', () => {
  test('ends the old rollout and takes its pods away first', () => {
    const { kernel, cluster, template, log } = rig({ service })
    const second = cluster.apply('shop', template('v2'))
    kernel.run(seconds(10))
    const third = cluster.apply('shop', template('v3'))
    expect(second.superseded.value).toBe(seconds(10))
    kernel.run()
    expect(second.complete.fired).toBe(false)
    expect(third.complete.fired).toBe(true)
    expect(cluster.status('shop').readyByRevision.get('v3')).toBe(4)
    const victims = log.filter((e) => e.phase === 'terminating' && e.at >= seconds(10)).map((e) => e.revision)
    expect(victims[0]).toBe('v2')
  })

  test('going back scales the old ReplicaSet up again and keeps its pods', () => {
    const { kernel, cluster, template, log, workload } = rig({ service })
    const first = workload().replicaSets[0]!
    cluster.apply('shop', template('v2', { behaviour: { kind: 'never-ready' } }))
    kernel.run(minutes(5))
    const back = cluster.apply('shop', template('v1'))
    expect(workload().current).toBe(first)
    kernel.run()
    expect(back.complete.fired).toBe(true)
    expect(cluster.status('shop').readyByRevision).toEqual(new Map([['v1', 4]]))
    expect(log.filter((e) => e.phase === 'pending' && e.revision === 'v1' && e.at >= minutes(5))).toHaveLength(1)
    expect(first.revisionNumber).toBe(3)
  })

  test('going back after completion finds the ReplicaSet in the history, and a new one beyond its limit', () => {
    const limit = 2
    const { kernel, cluster, template, workload } = rig({
      service,
      mechanism: instant({ controlPlane: { callsPerSecond: 1_000_000, callLatency: 0, revisionHistory: limit } }),
    })
    for (const revision of ['v2', 'v3', 'v4', 'v5', 'v6']) {
      cluster.apply('shop', template(revision))
      kernel.run()
    }
    const kept = workload().history.map((replicaSet) => replicaSet.template.revision)
    expect(kept).toEqual(['v4', 'v5'])
    const found = workload().history[1]!
    cluster.apply('shop', template('v5'))
    kernel.run()
    expect(workload().current).toBe(found)
    expect(workload().history).not.toContain(found)
    cluster.apply('shop', template('v1'))
    kernel.run()
    expect(workload().current!.born).toBeGreaterThan(found.born)
    expect(cluster.status('shop').readyByRevision).toEqual(new Map([['v1', 4]]))
  })

  test('setting the revision that already runs is complete at once', () => {
    const { kernel, cluster, template } = rig({ service })
    const rollout = cluster.apply('shop', template('v1'))
    expect(rollout.complete.value).toBe(0)
    kernel.run()
    expect(kernel.now).toBe(0)
  })

  test('setting the revision of the rollout under way goes on with it', () => {
    const { kernel, cluster, template } = rig({ service })
    const first = cluster.apply('shop', template('v2'))
    kernel.run(seconds(10))
    const again = cluster.apply('shop', template('v2'))
    kernel.run()
    expect(first.superseded.fired).toBe(true)
    expect(again.complete.fired).toBe(true)
  })
})

describe('watching a rollout', () => {
  test('tells when a share of the new pods is ready', () => {
    const { kernel, cluster, template } = rig({ service })
    const rollout = cluster.apply('shop', template('v2'))
    const seen: [number, number, boolean][] = []
    for (const share of [0.25, 0.5, 1]) {
      kernel.spawn(
        (function* () {
          const reached = yield* rollout.reaches(share)
          seen.push([share, cluster.status('shop').updatedReady, reached])
        })(),
      )
    }
    kernel.run()
    expect(seen.map(([share, , reached]) => [share, reached])).toEqual([
      [0.25, true],
      [0.5, true],
      [1, true],
    ])
    expect(seen.map(([, ready]) => ready)).toEqual([2, 2, 4])
  })

  test('tells when new pods fail, and stops waiting when the rollout is superseded', () => {
    const { kernel, cluster, template } = rig({ service })
    const rollout = cluster.apply('shop', template('v2', { behaviour: { kind: 'crash', after: constant(seconds(3)) } }))
    const seen: [number, boolean][] = []
    for (const ratio of [0.2, 1.1]) {
      kernel.spawn(
        (function* () {
          seen.push([kernel.now, yield* rollout.fails(ratio)])
        })(),
      )
    }
    kernel.run(seconds(60))
    expect(rollout.failureRatio()).toBe(1)
    cluster.apply('shop', template('v1'))
    kernel.run(minutes(10))
    expect(seen).toEqual([
      [0, true],
      [0, false],
    ])
  })
})
