import { describe, expect, test } from 'vitest'
import { constant } from '../../../../src/model/distribution.ts'
import type { ServiceInput } from '../../../../src/model/fleet.ts'
import { minutes, seconds } from '../../../../src/model/units.ts'
import type { PodBehaviour } from '../../../../src/world/sim/cluster/index.ts'
import { instant, rig } from './rig.ts'

const propagation = (ms: number) => instant({ endpoints: { propagation: constant(ms) } })

function killed(service: Partial<ServiceInput>, mechanism = instant()) {
  const r = rig({ service: { replicas: 4, requestsPerSecond: 400, ...service }, mechanism })
  r.kernel.run(seconds(100))
  r.cluster.faults.killPods('shop', 1)
  r.kernel.run()
  const gone = r.seen(['gone'], seconds(100))[0]![0]
  return { ...r, gone, lost: r.cluster.lostRequests('shop') }
}

describe('termination', () => {
  test('takes preStop and then the shutdown of the process', () => {
    expect(killed({ preStopMs: seconds(10), shutdown: constant(seconds(3)) }).gone).toBe(seconds(13))
  })

  test('is cut off when the grace period is over, which preStop is part of', () => {
    const slow = { shutdown: constant(minutes(5)), terminationGraceMs: seconds(30) }
    expect(killed(slow).gone).toBe(seconds(30))
    expect(killed({ ...slow, preStopMs: seconds(10) }).gone).toBe(seconds(30))
  })

  test('leaves two seconds after SIGTERM even when preStop used the grace period up', () => {
    const pod = killed({ preStopMs: minutes(2), shutdown: constant(minutes(5)), terminationGraceMs: seconds(30) })
    expect(pod.gone).toBe(seconds(32))
  })

  test('of a pod that was never bound is immediate', () => {
    const r = rig({
      service: {
        replicas: 2,
        antiAffinity: 'required-by-hostname',
        strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0 },
      },
      groups: [{ name: 'general', desired: 2, max: 2 }],
    })
    r.cluster.apply('shop', r.template('v2'))
    r.kernel.run(seconds(20))
    expect(r.cluster.status('shop').unscheduled).toBe(1)
    r.cluster.apply('shop', r.template('v1'))
    r.kernel.run()
    expect(r.seen(['terminating', 'gone'])).toEqual([
      [seconds(20), 'shop-v2-0', 'terminating'],
      [seconds(20), 'shop-v2-0', 'gone'],
    ])
    expect(r.context().workloads[0]!.terminating).toBe(0)
  })

  test('of a hanging process takes the whole grace period', () => {
    const r = rig({ service: { replicas: 1, terminationGraceMs: seconds(45), strategy: { kind: 'recreate' } } })
    const hang: PodBehaviour = { kind: 'hang', after: constant(seconds(5)) }
    r.cluster.apply('shop', r.template('v2', { behaviour: hang }))
    r.kernel.run(seconds(60))
    r.cluster.apply('shop', r.template('v3'))
    r.kernel.run()
    expect(r.log.find((e) => e.revision === 'v2' && e.phase === 'gone')!.at).toBe(seconds(60 + 45))
  })
})

describe('requests lost', () => {
  test('are those sent between SIGTERM and the last proxy that forgets the pod', () => {
    expect(killed({ shutdown: constant(seconds(9)) }, propagation(2_000)).lost).toBeCloseTo(2 * 400 * (1 / 4), 6)
  })

  test('are none when preStop outlasts the propagation', () => {
    expect(killed({ preStopMs: 2_000 }, propagation(2_000)).lost).toBe(0)
    expect(killed({ preStopMs: 1_500, shutdown: constant(seconds(9)) }, propagation(2_000)).lost).toBeCloseTo(
      0.5 * 400 * (1 / 4),
      6,
    )
  })

  test('count a crash until its endpoint is gone', () => {
    const r = rig({
      service: {
        replicas: 4,
        requestsPerSecond: 400,
        startup: constant(seconds(5)),
        probes: { readiness: { periodMs: 1_000 } },
      },
      mechanism: propagation(1_000),
    })
    r.kernel.run(seconds(100))
    r.cluster.faults.crashPods('shop', 1)
    r.kernel.run()
    expect(r.cluster.lostRequests('shop')).toBeCloseTo(1.001 * 400 * (1 / 4), 6)
  })

  test('count a disturbance until the readiness probe takes the pod out, and all of it without a probe', () => {
    const disturbed = (probes: ServiceInput['probes']): number => {
      const r = rig({ service: { replicas: 4, requestsPerSecond: 400, startup: constant(0), probes } })
      r.kernel.run(seconds(102))
      expect(r.cluster.faults.failReadiness('shop', 0.25, seconds(60))).toBe(1)
      r.kernel.run()
      expect(r.cluster.status('shop')).toMatchObject({ ready: 4, endpoints: 4, deadEndpoints: 0 })
      return r.cluster.lostRequests('shop')
    }
    // Ticks every 5 s from 0: failures at 105, 110 and 115 s.
    expect(disturbed({ readiness: { periodMs: seconds(5), failureThreshold: 3 } })).toBeCloseTo(13 * 100, 6)
    expect(disturbed({})).toBeCloseTo(60 * 100, 6)
  })

  test('are all requests while a recreated service has no pod', () => {
    const r = rig({
      service: {
        replicas: 2,
        requestsPerSecond: 50,
        strategy: { kind: 'recreate' },
        shutdown: constant(seconds(4)),
        startup: constant(seconds(10)),
        probes: { readiness: { periodMs: 1_000 } },
      },
    })
    r.cluster.apply('shop', r.template('v2'))
    r.kernel.run()
    const ready = r.seen(['ready'])[0]![0] / 1_000
    expect(r.cluster.lostRequests('shop')).toBeCloseTo(ready * 50, 6)
  })

  test('are sent to new pods that are ready before they can answer, when nothing probes them', () => {
    const r = rig({
      service: {
        replicas: 1,
        requestsPerSecond: 10,
        startup: constant(seconds(30)),
        strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0 },
      },
    })
    r.cluster.apply('shop', r.template('v2'))
    r.kernel.run()
    expect(r.cluster.lostRequests('shop')).toBeCloseTo(29.999 * 10, 6)
  })

  test('are none in a rolling update with probes and a sufficient preStop', () => {
    const r = rig({
      service: {
        replicas: 6,
        requestsPerSecond: 600,
        preStopMs: seconds(5),
        startup: constant(seconds(12)),
        probes: { startup: { failureThreshold: 30 }, readiness: { periodMs: seconds(5) } },
      },
      mechanism: propagation(3_000),
    })
    const rollout = r.cluster.apply('shop', r.template('v2'))
    r.kernel.run()
    expect(rollout.complete.fired).toBe(true)
    expect(r.cluster.lostRequests('shop')).toBe(0)
  })
})
