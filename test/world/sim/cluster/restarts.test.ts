import { describe, expect, test } from 'vitest'
import { constant } from '../../../../src/model/distribution.ts'
import type { ClusterMechanism } from '../../../../src/model/mechanisms/cluster.ts'
import { hours, minutes, seconds } from '../../../../src/model/units.ts'
import type { PodBehaviour } from '../../../../src/world/sim/cluster/index.ts'
import { instant, rig } from './rig.ts'

function crashing(behaviour: PodBehaviour, until: number, mechanism: ClusterMechanism = instant()) {
  const r = rig({
    service: {
      replicas: 1,
      strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0 },
      startup: constant(seconds(60)),
      probes: { readiness: {} },
    },
    mechanism,
  })
  r.cluster.apply('shop', r.template('v2', { behaviour }))
  r.kernel.run(until)
  const times = (phase: string): number[] =>
    r.log.filter((e) => e.revision === 'v2' && e.phase === phase).map((e) => e.at)
  const starts = times('started')
  const exits = times('crashed')
  return { ...r, starts, exits, delays: exits.slice(0, starts.length - 1).map((exit, i) => starts[i + 1]! - exit) }
}

const inSeconds = (delays: number[]): number[] => delays.map((delay) => Math.round(delay / 1_000))

describe('crash back-off', () => {
  test('restarts at once the first time, then after 10, 20, 40, 80, 160, 300, 300 s', () => {
    const { delays } = crashing({ kind: 'crash', after: constant(seconds(1)) }, minutes(25))
    expect(inSeconds(delays).slice(0, 9)).toEqual([0, 10, 20, 40, 80, 160, 300, 300, 300])
  })

  test('is forgotten by a container that ran longer than 10 minutes', () => {
    const longer = crashing({ kind: 'crash', after: constant(seconds(601)) }, hours(3))
    expect(inSeconds(longer.delays).every((delay) => delay === 0)).toBe(true)
    const shorter = crashing({ kind: 'crash', after: constant(seconds(599)) }, hours(2))
    expect(inSeconds(shorter.delays).slice(0, 5)).toEqual([0, 10, 20, 40, 80])
  })

  test('ends at a retry of the pod worker, every 10 to 15 s', () => {
    const worker = instant({
      kubelet: { sandbox: constant(0), containerStart: constant(0), relist: 1_000, sync: 0, tearDown: constant(0) },
    })
    const { delays } = crashing({ kind: 'crash', after: constant(seconds(1)) }, minutes(25), worker)
    // The exit is logged when the kubelet sees it, up to a second after the back-off began.
    expect(delays[1]!).toBeGreaterThanOrEqual(seconds(9))
    expect(delays[1]!).toBeLessThanOrEqual(seconds(15))
    expect(delays[6]!).toBeGreaterThanOrEqual(seconds(299))
    expect(delays[6]!).toBeLessThanOrEqual(seconds(315))
  })

  test('is not told apart from running out of memory', () => {
    const crash = crashing({ kind: 'crash', after: constant(seconds(1)) }, minutes(5))
    const memory = crashing({ kind: 'out-of-memory', after: constant(seconds(1)) }, minutes(5))
    expect(memory.starts).toEqual(crash.starts)
  })

  test('hits only the share of pods that the template says', () => {
    const r = rig({ service: { replicas: 40, strategy: { kind: 'rolling', maxSurge: '100%', maxUnavailable: 0 } } })
    r.cluster.apply('shop', r.template('v2', { behaviour: { kind: 'crash', after: constant(1_000) }, share: 0.25 }))
    r.kernel.run(minutes(10))
    const hit = new Set(r.log.filter((e) => e.phase === 'crashed').map((e) => e.pod)).size
    expect(hit).toBeGreaterThan(3)
    expect(hit).toBeLessThan(18)
    expect(r.cluster.status('shop').updatedFailed).toBe(hit)
  })
})

describe('a pod that needs a dependency', () => {
  test('exits and is restarted with back-off until the dependency is there, then becomes ready by itself', () => {
    let isThere = false
    const r = rig({
      service: { replicas: 1, startup: constant(seconds(5)), probes: { readiness: { periodMs: 1_000 } } },
    })
    const needs: PodBehaviour = { kind: 'needs', ready: () => isThere, exitsAfter: constant(seconds(4)) }
    const rollout = r.cluster.apply('shop', r.template('v2', { behaviour: needs }))
    r.kernel.run(seconds(60))
    expect(r.log.filter((e) => e.phase === 'crashed')).toHaveLength(4)
    isThere = true
    r.kernel.run()
    expect(rollout.complete.fired).toBe(true)
    expect(rollout.complete.value!).toBeLessThan(seconds(60 + 40 + 10))
  })

  test('does not exit when the dependency comes while it tries', () => {
    const r = rig({
      service: { replicas: 1, startup: constant(seconds(5)), probes: { readiness: { periodMs: 1_000 } } },
    })
    const needs: PodBehaviour = {
      kind: 'needs',
      ready: () => r.kernel.now >= seconds(3),
      exitsAfter: constant(seconds(4)),
    }
    const rollout = r.cluster.apply('shop', r.template('v2', { behaviour: needs }))
    r.kernel.run()
    expect(r.log.filter((e) => e.phase === 'crashed')).toEqual([])
    expect(rollout.complete.value!).toBe(seconds(4 + 5) + 111)
  })
})

describe('a pod crash', () => {
  test('takes the pod out of the ready ones when the kubelet notices, and heals without anybody', () => {
    const r = rig({
      service: { replicas: 4, startup: constant(seconds(5)), probes: { readiness: { periodMs: 1_000 } } },
    })
    r.kernel.run(seconds(10))
    expect(r.cluster.faults.crashPods('shop', 2)).toBe(2)
    r.kernel.run(seconds(11))
    expect(r.cluster.readyPods('shop')).toBe(2)
    r.kernel.run()
    expect(r.cluster.status('shop')).toMatchObject({ ready: 4, replicas: 4, endpoints: 4, deadEndpoints: 0 })
    expect(r.log.some((e) => e.phase === 'pending')).toBe(false)
  })

  test('differs from a deleted pod, which is replaced', () => {
    const r = rig({ service: { replicas: 4 } })
    expect(r.cluster.faults.killPods('shop', 1)).toBe(1)
    r.kernel.run()
    expect(r.log.map((e) => e.phase)).toContain('pending')
    expect(r.cluster.status('shop')).toMatchObject({ ready: 4, replicas: 4, terminating: 0 })
  })
})
