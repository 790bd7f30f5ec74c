import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { constant, lognormal } from '../../../../src/model/distribution.ts'
import type { IntOrPercent } from '../../../../src/model/fleet.ts'
import { clusterMechanismSchema } from '../../../../src/model/mechanisms/cluster.ts'
import { minutes, seconds } from '../../../../src/model/units.ts'
import { HEALTHY, type PodBehaviour } from '../../../../src/world/sim/cluster/index.ts'
import type { Workload } from '../../../../src/world/sim/cluster/workload.ts'
import { instant, rig } from './rig.ts'

const wanted = (workload: Workload): number =>
  workload.replicaSets.reduce((sum, replicaSet) => sum + replicaSet.wanted, 0)

/** Pods that are not being deleted, those of them that their ReplicaSets are about to delete, and the available ones. */
function podsOf(workload: Workload): { active: number; excess: number; available: number } {
  const sum = { active: 0, excess: 0, available: 0 }
  for (const { pods, spec, available } of workload.replicaSets) {
    sum.active += pods.length
    sum.excess += Math.max(0, pods.length - spec)
    sum.available += available
  }
  return sum
}

/** Some ReplicaSet's status does not say yet what is the case. */
const isStale = (workload: Workload): boolean =>
  workload.replicaSets.some(
    ({ wanted, spec, pods, available, reported }) =>
      wanted !== spec || pods.length !== reported.replicas || available !== reported.available,
  )

describe('rolling update', () => {
  test('replaces every pod and is complete when the last new one is available', () => {
    const { kernel, cluster, template } = rig({
      service: { replicas: 3, startup: constant(seconds(20)), probes: { readiness: { periodMs: 1_000 } } },
    })
    const rollout = cluster.apply('shop', template('v2'))
    kernel.run()
    expect(rollout.complete.value).toBe(kernel.now)
    expect(cluster.status('shop')).toMatchObject({ ready: 3, updated: 3, updatedReady: 3, replicas: 3, terminating: 0 })
    expect([...cluster.status('shop').readyByRevision]).toEqual([['v2', 3]])
  })

  test('takes the steps of the published setting: 10 replicas, surge 3, unavailable 1', () => {
    const { kernel, cluster, template, workload } = rig({
      service: {
        replicas: 10,
        startup: constant(seconds(20)),
        probes: { readiness: { periodMs: 1_000 } },
        strategy: { kind: 'rolling', maxSurge: 3, maxUnavailable: 1 },
      },
    })
    cluster.apply('shop', template('v2'))
    const steps: [number, number][] = []
    while (kernel.step()) {
      const [first, second] = workload().replicaSets.map((replicaSet) => replicaSet.spec)
      const step: [number, number] = workload().replicaSets.length > 1 ? [first!, second!] : [0, first!]
      const last = steps.at(-1)
      if (last?.[0] !== step[0] || last[1] !== step[1]) steps.push(step)
    }
    expect(steps.slice(0, 4)).toEqual([
      [10, 3],
      [9, 3],
      [9, 4],
      [8, 4],
    ])
    expect(steps.at(-1)).toEqual([0, 10])
  })

  const behaviours: PodBehaviour[] = [
    HEALTHY,
    { kind: 'never-ready' },
    { kind: 'slow-start', factor: 8 },
    { kind: 'crash', after: constant(500) },
    { kind: 'image-pull-failure' },
  ]
  const amount = fc.oneof(
    fc.integer({ min: 0, max: 6 }),
    fc.integer({ min: 0, max: 100 }).map((n) => `${n}%`),
  ) as fc.Arbitrary<IntOrPercent>
  const isZero = (value: IntOrPercent): boolean => value === 0 || value === '0%'

  test('never exceeds the surge nor falls below the availability bound, at any instant', () => {
    fc.assert(
      fc.property(
        fc.record({
          replicas: fc.integer({ min: 1, max: 12 }),
          surge: amount,
          unavailable: amount,
          minReady: fc.constantFrom(0, seconds(15)),
          antiAffinity: fc.constantFrom('none' as const, 'required-by-hostname' as const),
          realistic: fc.boolean(),
          releases: fc.array(
            fc.record({
              after: fc.integer({ min: 0, max: seconds(120) }),
              behaviour: fc.constantFrom(...behaviours),
              share: fc.constantFrom(0.3, 1),
              revision: fc.constantFrom('v1', 'v2', 'v3'),
            }),
            { minLength: 1, maxLength: 4 },
          ),
        }),
        (c) => {
          fc.pre(!(isZero(c.surge) && isZero(c.unavailable)))
          const { kernel, cluster, template, workload } = rig({
            service: {
              replicas: c.replicas,
              antiAffinity: c.antiAffinity,
              startup: lognormal({ median: seconds(12), sigma: 0.5 }),
              shutdown: lognormal({ median: seconds(3), sigma: 0.5 }),
              probes: {
                startup: { periodMs: seconds(10), failureThreshold: 30 },
                readiness: { initialDelayMs: seconds(10), periodMs: seconds(5), failureThreshold: 2 },
              },
              strategy: {
                kind: 'rolling',
                maxSurge: c.surge,
                maxUnavailable: c.unavailable,
                // With minReady, deleting "unhealthy" pods can hit an available one: the real order knows ready pods only.
                minReadyMs: c.releases.length === 1 ? c.minReady : 0,
              },
            },
            groups: [{ name: 'general', desired: 12, max: 14 }],
            // An autoscaler that empties a node takes pods away too, which is no business of the rollout.
            mechanism: c.realistic ? clusterMechanismSchema.parse({ autoscaler: { enabled: false } }) : instant(),
          })
          const inside = workload()
          const most = c.replicas + inside.maxSurge
          const least = c.replicas - inside.maxUnavailable
          const check = (): void => {
            expect(wanted(inside)).toBeLessThanOrEqual(most)
            const { active, excess, available } = podsOf(inside)
            expect(active - excess).toBeLessThanOrEqual(most)
            expect(available).toBeGreaterThanOrEqual(least)
            expect(available).toBe(inside.available)
          }
          const runUntil = (until: number): void => {
            while ((kernel.peek() ?? until) < until) {
              kernel.step()
              check()
            }
            kernel.advance(until)
          }
          for (const { after, behaviour, share, revision } of c.releases) {
            runUntil(kernel.now + after)
            while (isStale(inside) && kernel.step()) check()
            cluster.apply('shop', template(revision, { behaviour: revision === 'v1' ? HEALTHY : behaviour, share }))
          }
          runUntil(kernel.now + minutes(10))
        },
      ),
      { numRuns: 150 },
    )
  })

  test('can fall below the bound, as the real one, when a rollback comes between a scale-down and its report', () => {
    const { kernel, cluster, template, workload } = rig({
      service: {
        replicas: 6,
        startup: lognormal({ median: seconds(12), sigma: 0.5 }),
        probes: { readiness: { periodMs: seconds(1) } },
        strategy: { kind: 'rolling', maxSurge: 0, maxUnavailable: 2 },
      },
      mechanism: instant({
        controlPlane: { callsPerSecond: 1_000_000, callBurst: 100, callLatency: 10 },
      }),
    })
    const lowest = (release: () => boolean): number => {
      let isReleased = false
      let available = 6
      while (kernel.step()) {
        available = Math.min(available, workload().available)
        if (isReleased || !release()) continue
        isReleased = true
        cluster.apply('shop', template('v1'))
      }
      return available
    }
    cluster.apply('shop', template('v2'))
    const old = workload().replicaSets[0]!
    const isUnreported = (): boolean =>
      old.pods.length === 3 && old.reported.available === 4 && workload().available === 4
    expect(lowest(isUnreported)).toBeLessThan(4)
  })

  test('has at most desired + surge pods that are not being deleted when nothing is throttled', () => {
    const { kernel, cluster, template, workload } = rig({
      service: { replicas: 10, startup: lognormal({ median: seconds(12), sigma: 0.5 }) },
    })
    cluster.apply('shop', template('v2'))
    let most = 0
    while (kernel.step()) most = Math.max(most, cluster.status('shop').replicas)
    expect(most).toBe(10 + workload().maxSurge)
  })

  test('always ends for healthy pods, whatever the setting', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), amount, amount, (replicas, maxSurge, maxUnavailable) => {
        fc.pre(!(isZero(maxSurge) && isZero(maxUnavailable)))
        const { kernel, cluster, template } = rig({
          service: { replicas, strategy: { kind: 'rolling', maxSurge, maxUnavailable } },
          mechanism: clusterMechanismSchema.parse({}),
        })
        const rollout = cluster.apply('shop', template('v2'))
        kernel.run(minutes(30))
        expect(rollout.complete.fired).toBe(true)
        expect(kernel.pending).toBe(0)
      }),
      { numRuns: 60 },
    )
  })

  test('deletes unhealthy old pods first, which lets a fix through that a broken release blocks', () => {
    const { kernel, cluster, template, log } = rig({
      service: {
        replicas: 4,
        strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 1 },
        probes: { readiness: {} },
      },
    })
    cluster.apply('shop', template('v2', { behaviour: { kind: 'never-ready' } }))
    kernel.run(minutes(2))
    expect(cluster.status('shop')).toMatchObject({ ready: 3, updated: 2, updatedReady: 0 })
    const fix = cluster.apply('shop', template('v3'))
    kernel.run(minutes(4))
    expect(fix.complete.fired).toBe(true)
    const deleted = log.filter((e) => e.phase === 'terminating' && e.at >= minutes(2)).map((e) => e.revision)
    expect(deleted.slice(0, 2)).toEqual(['v2', 'v2'])
  })

  test('waits minReady before a new pod counts as available', () => {
    const { kernel, cluster, template, seen } = rig({
      service: { replicas: 1, strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0, minReadyMs: seconds(30) } },
    })
    cluster.apply('shop', template('v2'))
    kernel.run()
    const ready = seen(['ready']).find(([, pod]) => pod.includes('v2'))!
    const terminating = seen(['terminating'])[0]!
    expect(terminating[0] - ready[0]).toBe(seconds(30))
  })

  test('creates pods in batches of 1, 2, 4, 8 that wait for each other', () => {
    const { kernel, cluster, template, seen } = rig({
      service: { replicas: 15, strategy: { kind: 'rolling', maxSurge: 15, maxUnavailable: 0 } },
      mechanism: instant({ controlPlane: { callsPerSecond: 1_000_000, callBurst: 100, callLatency: 10 } }),
    })
    cluster.apply('shop', template('v2'))
    kernel.run()
    const created = seen(['pending']).map(([at]) => at - seen(['pending'])[0]![0])
    expect(created).toEqual([0, 10, 10, 20, 20, 20, 20, 30, 30, 30, 30, 30, 30, 30, 30])
  })

  test('is paced by 20 calls a second after a burst of 30, an event object included', () => {
    const { kernel, cluster, template, seen } = rig({
      service: { replicas: 60, strategy: { kind: 'rolling', maxSurge: 60, maxUnavailable: 0 } },
      mechanism: instant({ controlPlane: { callsPerSecond: 20, callBurst: 30 } }),
    })
    cluster.apply('shop', template('v2'))
    kernel.run()
    const created = seen(['pending']).map(([at]) => at)
    expect(created.slice(0, 15).every((at) => at === created[0])).toBe(true)
    expect(created.at(-1)! - created[14]!).toBeGreaterThanOrEqual(seconds(4))
    expect(created.at(-1)! - created[14]!).toBeLessThanOrEqual(seconds(6))
  })

  test('of a service without replicas is complete without a pod', () => {
    const { kernel, cluster, template, log } = rig({ service: { replicas: 0 } })
    const rollout = cluster.apply('shop', template('v2'))
    kernel.run()
    expect(rollout.complete.fired).toBe(true)
    expect(log).toEqual([])
    expect(cluster.lostRequests('shop')).toBe(0)
  })

  test('costs no events when it is over', () => {
    const { kernel, cluster, template } = rig({ mechanism: clusterMechanismSchema.parse({}) })
    cluster.apply('shop', template('v2'))
    kernel.run()
    expect(kernel.pending).toBe(0)
    expect(kernel.now).toBeLessThan(minutes(5))
  })
})

describe('recreate', () => {
  test('creates no new pod before the last old one is gone', () => {
    const { kernel, cluster, template, log } = rig({
      service: { replicas: 3, strategy: { kind: 'recreate' }, shutdown: constant(seconds(7)) },
    })
    const rollout = cluster.apply('shop', template('v2'))
    kernel.run()
    const lastGone = Math.max(...log.filter((e) => e.phase === 'gone').map((e) => e.at))
    const firstNew = Math.min(...log.filter((e) => e.revision === 'v2').map((e) => e.at))
    expect(lastGone).toBe(seconds(7))
    expect(firstNew).toBeGreaterThanOrEqual(lastGone)
    expect(rollout.complete.fired).toBe(true)
  })
})
