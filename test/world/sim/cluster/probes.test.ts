import { describe, expect, test } from 'vitest'
import { constant } from '../../../../src/model/distribution.ts'
import type { ServiceInput } from '../../../../src/model/fleet.ts'
import type { ClusterMechanism } from '../../../../src/model/mechanisms/cluster.ts'
import { minutes, seconds } from '../../../../src/model/units.ts'
import type { PodBehaviour } from '../../../../src/world/sim/cluster/index.ts'
import { instant, rig } from './rig.ts'

/** One pod that takes `prepare` ms from binding to the start of its container; what happens to the first new pod. */
function newPod(
  service: Partial<ServiceInput>,
  options: { prepare?: number; behaviour?: PodBehaviour; until?: number; mechanism?: ClusterMechanism } = {},
) {
  const mechanism =
    options.mechanism ??
    instant({
      kubelet: {
        sandbox: constant(options.prepare ?? 0),
        containerStart: constant(0),
        relist: 1,
        sync: 0,
        tearDown: constant(0),
        retry: 1,
        retryJitter: 0,
      },
      images: { manifest: constant(0), failure: constant(0), mibPerSecond: 1_000_000 },
    })
  const r = rig({
    service: { replicas: 1, strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0 }, ...service },
    mechanism,
  })
  r.cluster.apply('shop', r.template('v2', { behaviour: options.behaviour ?? { kind: 'healthy' } }))
  r.kernel.run(options.until ?? minutes(10))
  const times = (phase: string): number[] =>
    r.log.filter((e) => e.revision === 'v2' && e.phase === phase).map((e) => e.at)
  return { ...r, times, started: times('started')[0]!, ready: times('ready')[0] }
}

describe('readiness probe', () => {
  test('is run at once when the container is seen running, and then every period', () => {
    const pod = newPod({ startup: constant(seconds(12)), probes: { readiness: { periodMs: seconds(5) } } })
    expect(pod.ready! - pod.started).toBe(seconds(15) + 1)
  })

  test('does nothing before its initial delay since the start of the container is over', () => {
    const pod = newPod({
      startup: constant(0),
      probes: { readiness: { initialDelayMs: seconds(12), periodMs: seconds(5) } },
    })
    expect(pod.ready! - pod.started).toBe(seconds(15) + 1)
  })

  test('compares whole seconds since a start stored in whole seconds', () => {
    const pod = newPod(
      { startup: constant(0), probes: { readiness: { initialDelayMs: seconds(10), periodMs: seconds(1) } } },
      { prepare: 700 },
    )
    expect(pod.started).toBe(701)
    expect(pod.ready).toBe(10_702)
    const early = newPod(
      { startup: constant(0), probes: { readiness: { initialDelayMs: seconds(10), periodMs: 1_100 } } },
      { prepare: 990 },
    )
    // Started at 991 ms, stored as 0 s: the probe 9.9 s later is in the eleventh second.
    expect(early.ready! - early.started).toBe(9_901)
  })

  test('needs as many successes in a row as its success threshold says', () => {
    const pod = newPod({
      startup: constant(0),
      probes: { readiness: { periodMs: seconds(5), successThreshold: 3 } },
    })
    expect(pod.ready! - pod.started).toBe(seconds(10) + 1)
  })

  test('makes a ready pod unready at the failure threshold, and ready again at the first success after', () => {
    const pod = newPod({ startup: constant(0), probes: { readiness: { periodMs: seconds(5), failureThreshold: 3 } } })
    const from = pod.kernel.now
    pod.cluster.faults.failReadiness('shop', 1, seconds(42))
    pod.kernel.run()
    const [, unready] = [from, pod.times('unready')[0]!]
    const again = pod.times('ready')[1]!
    expect(unready - from).toBeGreaterThan(seconds(10))
    expect(unready - from).toBeLessThanOrEqual(seconds(15))
    expect((again - unready) % seconds(5)).toBe(0)
    expect(again - from).toBeGreaterThanOrEqual(seconds(42))
    expect(again - from).toBeLessThan(seconds(47))
  })

  test('overlooks a disturbance that is shorter than its failure threshold', () => {
    const pod = newPod({ startup: constant(0), probes: { readiness: { periodMs: seconds(5), failureThreshold: 3 } } })
    pod.cluster.faults.failReadiness('shop', 1, seconds(10))
    pod.kernel.run()
    expect(pod.times('unready')).toEqual([])
  })

  test('is not needed: without one a pod is ready when its container is seen running', () => {
    const pod = newPod({ startup: constant(seconds(60)), probes: {} })
    expect(pod.ready! - pod.started).toBe(1)
  })
})

describe('startup probe', () => {
  test('gates readiness, and its success triggers readiness at once', () => {
    const pod = newPod({
      startup: constant(seconds(12)),
      probes: { startup: { periodMs: seconds(10), failureThreshold: 30 }, readiness: { periodMs: seconds(7) } },
    })
    expect(pod.ready).toBe(seconds(20))
  })

  test('does not shorten the initial delay of the readiness probe, which counts from the start of the container', () => {
    const pod = newPod({
      startup: constant(0),
      probes: {
        startup: { periodMs: seconds(4), failureThreshold: 30 },
        readiness: { initialDelayMs: seconds(10), periodMs: seconds(5) },
      },
    })
    // Started at 1 ms, startup seen at 4 s, probed at 4, 9 and 14 s: the last is the first after the delay.
    expect(pod.ready).toBe(seconds(14))
  })

  test('ticks from the moment the kubelet took the pod in, not from the start of the container', () => {
    const pod = newPod(
      { startup: constant(0), probes: { startup: { periodMs: seconds(10), failureThreshold: 30 } } },
      { prepare: seconds(7) },
    )
    expect(pod.started).toBe(seconds(7) + 1)
    expect(pod.ready).toBe(seconds(10))
  })

  test('gives the process failureThreshold periods and then has the container killed', () => {
    const slow = { startup: constant(seconds(301)), shutdown: constant(0) }
    const startup = { periodMs: seconds(10), failureThreshold: 30 }
    const pod = newPod({ ...slow, probes: { startup } }, { until: seconds(305), prepare: 1_000 })
    expect(pod.times('crashed')).toEqual([seconds(300)])
    const last = newPod(
      { startup: constant(seconds(298)), probes: { startup } },
      { until: seconds(305), prepare: 1_000 },
    )
    expect(last.ready).toBe(seconds(300))
    const fast = newPod(
      { startup: constant(seconds(285)), probes: { startup } },
      { until: seconds(305), prepare: 1_000 },
    )
    expect(fast.times('crashed')).toEqual([])
    expect(fast.ready).toBe(seconds(290))
  })

  test('keeps the liveness probe from killing a slow start', () => {
    const probes = { liveness: { periodMs: seconds(10), failureThreshold: 3 } }
    const startup = { periodMs: seconds(10), failureThreshold: 30 }
    const hanging: PodBehaviour = { kind: 'hang', after: constant(0) }
    const gated = newPod({ probes: { ...probes, startup } }, { behaviour: hanging, until: seconds(120) })
    expect(gated.times('crashed')).toEqual([])
    const bare = newPod({ probes, terminationGraceMs: 0 }, { behaviour: hanging, until: seconds(120) })
    expect(bare.times('crashed').length).toBeGreaterThan(0)
  })
})

describe('liveness probe', () => {
  test('has a hanging container killed after failureThreshold failures, each of which takes the time-out', () => {
    const pod = newPod(
      {
        startup: constant(0),
        terminationGraceMs: seconds(20),
        probes: {
          liveness: { initialDelayMs: seconds(30), periodMs: seconds(10), failureThreshold: 3, timeoutMs: seconds(5) },
        },
      },
      { behaviour: { kind: 'hang', after: constant(seconds(35)) }, until: seconds(100) },
    )
    // Ticks at 40, 50 and 60 s fail; the last answer is awaited for 5 s, and a process that hangs takes all of its grace.
    expect(pod.times('crashed')[0]).toBe(seconds(60 + 5 + 20))
  })

  test('leaves a pod alone that only fails readiness', () => {
    const pod = newPod(
      { startup: constant(0), probes: { readiness: {}, liveness: { periodMs: seconds(5) } } },
      { behaviour: { kind: 'never-ready' } },
    )
    expect(pod.times('crashed')).toEqual([])
    expect(pod.ready).toBeUndefined()
  })
})

describe('a healthy pod', () => {
  test('is probed without events', () => {
    const pod = newPod({
      startup: constant(seconds(5)),
      probes: { startup: {}, readiness: {}, liveness: {} },
    })
    expect(pod.kernel.pending).toBe(0)
  })
})

describe('a pod that is not ready in time', () => {
  test('counts as failing after the patience since its start-up, which a startup probe extends', () => {
    const pod = newPod(
      { startup: constant(0), probes: { readiness: {} } },
      { behaviour: { kind: 'never-ready' }, until: seconds(59) },
    )
    expect(pod.cluster.status('shop')).toMatchObject({ updatedFailed: 0, unavailableNew: 0 })
    pod.kernel.run(seconds(61))
    expect(pod.cluster.status('shop')).toMatchObject({ updatedCreated: 1, updatedFailed: 1, unavailableNew: 1 })
    const slow = newPod(
      { startup: constant(seconds(200)), probes: { startup: { failureThreshold: 30 }, readiness: {} } },
      { until: seconds(199) },
    )
    expect(slow.cluster.status('shop').updatedFailed).toBe(0)
  })
})
