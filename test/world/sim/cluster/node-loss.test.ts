import { describe, expect, test } from 'vitest'
import { constant } from '../../../../src/model/distribution.ts'
import { minutes, seconds } from '../../../../src/model/units.ts'
import { instant, type Rig, type RigOptions, rig } from './rig.ts'

/** Twelve pods on four nodes, and the node that is about to be lost with what it runs. */
function fleet(options: RigOptions = {}): Rig & { victim: string; onVictim: number } {
  const r = rig({
    service: { replicas: 12, probes: { readiness: {} }, ...options.service },
    groups: [{ name: 'general', desired: 4, max: 6 }],
    ...options,
  })
  r.kernel.run(seconds(1_000))
  return { ...r, victim: 'general-1', onVictim: 3 }
}

describe('a lost node', () => {
  test('is noticed after the lease grace period, and its pods are replaced after their toleration', () => {
    const { kernel, cluster, victim, onVictim, seen, log } = fleet()
    const from = kernel.now
    cluster.faults.stopNode(victim)
    kernel.run(from + seconds(39))
    expect(cluster.readyPods('shop')).toBe(12)
    kernel.run(from + seconds(60))
    const unready = seen(['unready'], from).map(([at]) => at)
    expect(unready).toHaveLength(onVictim)
    // The last renewal was up to 10 s before the loss; 50 s of silence; looked at every 5 s.
    expect(unready[0]!).toBeGreaterThanOrEqual(seconds(40))
    expect(unready[0]!).toBeLessThanOrEqual(seconds(55))
    expect(cluster.status('shop')).toMatchObject({ ready: 9, replicas: 12, terminating: 0 })
    kernel.run(from + minutes(10))
    const deleted = seen(['terminating'], from).map(([at]) => at)
    expect(deleted).toEqual(unready.map((at) => at + seconds(300)))
    expect(cluster.status('shop')).toMatchObject({ ready: 12, replicas: 12, terminating: onVictim })
    expect(log.filter((e) => e.phase === 'pending')).toHaveLength(onVictim)
    expect(kernel.pending).toBe(0)
  })

  test('keeps its deleted pods until it comes back', () => {
    const { kernel, cluster, victim } = fleet()
    cluster.faults.stopNode(victim)
    kernel.run(kernel.now + minutes(20))
    cluster.faults.startNode(victim)
    kernel.run()
    expect(cluster.status('shop')).toMatchObject({ ready: 12, replicas: 12, terminating: 0 })
  })

  test('that comes back in time starts its containers again and replaces nothing', () => {
    const { kernel, cluster, victim, onVictim, log } = fleet()
    cluster.faults.stopNode(victim)
    kernel.run(kernel.now + minutes(3))
    expect(cluster.readyPods('shop')).toBe(12 - onVictim)
    cluster.faults.startNode(victim)
    kernel.run()
    expect(cluster.readyPods('shop')).toBe(12)
    expect(log.filter((e) => e.phase === 'pending')).toEqual([])
    expect(log.filter((e) => e.phase === 'started')).toHaveLength(onVictim)
  })

  test('that comes back before it was missed has only restarted its containers', () => {
    const { kernel, cluster, victim, onVictim, log } = fleet()
    cluster.faults.stopNode(victim)
    kernel.run(kernel.now + seconds(20))
    cluster.faults.startNode(victim)
    kernel.run()
    expect(log.filter((e) => e.phase === 'unready')).toHaveLength(onVictim)
    expect(cluster.status('shop')).toMatchObject({ ready: 12, replicas: 12, terminating: 0, endpoints: 12 })
  })

  test('whose machine is gone is removed, and its pods are collected long before the toleration ends', () => {
    const { kernel, cluster, victim, seen } = fleet()
    const from = kernel.now
    cluster.faults.stopNode(victim, { gone: true })
    kernel.run()
    expect(cluster.nodes()).not.toContain(victim)
    const gone = seen(['gone'], from).map(([at]) => at)
    expect(gone).toHaveLength(3)
    expect(gone[0]!).toBeLessThan(seconds(55 + 5 + 60))
    expect(cluster.status('shop')).toMatchObject({ ready: 12, replicas: 12, terminating: 0 })
  })

  test('cannot be hurt any further', () => {
    const { kernel, cluster, victim, log } = fleet()
    cluster.faults.stopNode(victim)
    cluster.faults.stopNode(victim)
    cluster.faults.crashPods('shop', 12)
    cluster.faults.failReadiness('shop', 1, seconds(5))
    kernel.run(kernel.now + seconds(30))
    expect(log.filter((e) => e.phase === 'crashed' && e.node === victim)).toEqual([])
    expect(log.filter((e) => e.phase === 'crashed')).toHaveLength(9)
  })

  test('loses the requests sent to its pods until the endpoints forget them', () => {
    const { kernel, cluster, victim, seen } = fleet({
      service: { replicas: 12, requestsPerSecond: 1_200, probes: { readiness: {} } },
    })
    const from = kernel.now
    expect(cluster.lostRequests('shop')).toBe(0)
    cluster.faults.stopNode(victim)
    kernel.run()
    const noticed = seen(['unready'], from)[0]![0] / 1_000
    expect(cluster.lostRequests('shop')).toBeCloseTo(noticed * 1_200 * (3 / 12), 6)
  })
})

describe('a reclaimed spot machine', () => {
  test('is drained at its notice within the disruption budget, replaced, and gone after two minutes', () => {
    const { kernel, cluster, victim, seen } = fleet({
      service: { replicas: 12, startup: constant(seconds(8)), probes: { readiness: { periodMs: seconds(1) } } },
    })
    const from = kernel.now
    let least = 12
    cluster.faults.reclaimSpot(victim)
    while (kernel.peek() !== undefined && kernel.step()) least = Math.min(least, cluster.readyPods('shop'))
    expect(least).toBe(11)
    const deleted = seen(['terminating'], from).map(([at]) => at)
    expect(deleted[0]).toBe(0)
    expect(deleted.every((at) => at % seconds(5) === 0 && at < seconds(120))).toBe(true)
    expect(cluster.nodes()).toEqual(['general-0', 'general-2', 'general-3', 'general-4'])
    expect(cluster.readyPods('shop')).toBe(12)
    expect(cluster.lostRequests('shop')).toBe(0)
  })

  test('takes its pods along when nobody drains it', () => {
    const { kernel, cluster, victim, seen } = fleet({
      mechanism: instant({ nodes: { spotNoticeDrains: false, provisioning: constant(90_000) } }),
    })
    const from = kernel.now
    cluster.faults.reclaimSpot(victim)
    kernel.run(from + seconds(121))
    expect(cluster.readyPods('shop')).toBe(12)
    kernel.run()
    expect(seen(['unready'], from)[0]![0]).toBeGreaterThan(seconds(160))
    expect(cluster.readyPods('shop')).toBe(12)
  })
})

describe('draining', () => {
  test('waits for the disruption budget, which a rolling update does not ask', () => {
    const r = rig({
      service: {
        replicas: 4,
        probes: { readiness: {} },
        startup: constant(seconds(20)),
        strategy: { kind: 'rolling', maxSurge: 0, maxUnavailable: 3 },
      },
      groups: [{ name: 'general', desired: 2, max: 2 }],
      mechanism: instant({ eviction: { maxUnavailable: 0 } }),
    })
    let isEmpty = false
    r.cluster.faults.drain('general-0', () => {
      isEmpty = true
    })
    r.kernel.run(minutes(5))
    expect(isEmpty).toBe(false)
    expect(r.log.filter((e) => e.phase === 'terminating')).toEqual([])
    let least = 4
    r.cluster.apply('shop', r.template('v2'))
    while (r.kernel.now < minutes(10) && r.kernel.step()) least = Math.min(least, r.cluster.readyPods('shop'))
    expect(least).toBe(1)
    expect(isEmpty).toBe(true)
  })

  test('empties a node without going below the budget', () => {
    const r = fleet({
      service: { replicas: 12, startup: constant(seconds(7)), probes: { readiness: { periodMs: seconds(1) } } },
    })
    let least = 12
    let emptiedAt = 0
    r.cluster.faults.drain(r.victim, () => {
      emptiedAt = r.kernel.now
    })
    while (r.kernel.step()) least = Math.min(least, r.cluster.readyPods('shop'))
    expect(least).toBe(11)
    expect(emptiedAt).toBeGreaterThan(seconds(1_000))
    expect(r.cluster.nodes('shop')).not.toContain(r.victim)
  })
})
