import { describe, expect, test } from 'vitest'
import { constant } from '../../../../src/model/distribution.ts'
import { minutes, seconds } from '../../../../src/model/units.ts'
import { ClusterCapacityError } from '../../../../src/world/sim/cluster/index.ts'
import { instant, rig } from './rig.ts'

const apart = { antiAffinity: 'required-by-hostname' } as const

describe('scheduler', () => {
  test('spreads the pods of a service over the nodes', () => {
    const { context } = rig({ service: { replicas: 20 } })
    expect(context().nodes.map((node) => node.pods.length)).toEqual(new Array(10).fill(2))
  })

  test('never gives away more of a node than is allocatable', () => {
    const { context } = rig({
      service: { replicas: 12, requests: { cpuMilli: 1_000, memoryMiB: 100 } },
      groups: [{ name: 'general', desired: 4, max: 4, cpuMilli: 3_500, memoryMiB: 8_000 }],
      mechanism: instant({ nodes: { reservedCpuMilli: 500, reservedMemoryMiB: 0 } }),
    })
    expect(context().nodes.map((node) => node.cpuUsed)).toEqual([3_000, 3_000, 3_000, 3_000])
  })

  test('puts only services that name it on a tainted group, and them on no other', () => {
    const { context } = rig({
      service: { replicas: 4, nodeGroup: 'critical' },
      others: [{ name: 'till', replicas: 6 }],
      groups: [
        { name: 'critical', tainted: true, desired: 3 },
        { name: 'general', desired: 3 },
      ],
    })
    const hosts = (service: string) =>
      new Set(
        context()
          .nodes.filter((node) => node.pods.some((pod) => pod.workload.service.name === service))
          .map((node) => node.group),
      )
    expect(hosts('shop')).toEqual(new Set([0]))
    expect(hosts('till')).toEqual(new Set([1]))
  })

  test('refuses a fleet that does not fit even on the most nodes, and says what to do', () => {
    const tooMuch = () =>
      rig({
        service: { replicas: 5, requests: { cpuMilli: 1_000, memoryMiB: 100 } },
        groups: [{ name: 'general', desired: 1, max: 2, cpuMilli: 2_000, memoryMiB: 8_000 }],
      })
    expect(tooMuch).toThrow(ClusterCapacityError)
    expect(tooMuch).toThrow('pod 5 of 5 of service "shop" fits on no node that region "here" may have')
  })

  test('starts with the nodes that the fleet needs when the desired ones are too few', () => {
    const { cluster } = rig({
      service: { replicas: 4, requests: { cpuMilli: 1_000, memoryMiB: 100 } },
      groups: [{ name: 'general', desired: 1, max: 3, cpuMilli: 2_000, memoryMiB: 8_000 }],
    })
    expect(cluster.nodes()).toEqual(['general-0', 'general-1'])
  })

  test('binds at the pace of its client after a burst', () => {
    const { kernel, cluster, template, seen } = rig({
      service: { replicas: 40, strategy: { kind: 'rolling', maxSurge: '100%', maxUnavailable: 0 } },
      mechanism: instant({ scheduler: { bindsPerSecond: 10, bindBurst: 20, perPod: 0 } }),
    })
    cluster.apply('shop', template('v2'))
    kernel.run()
    const started = seen(['started']).map(([at]) => at)
    expect(started.at(-1)!).toBeGreaterThanOrEqual(seconds(2))
    expect(started.at(-1)!).toBeLessThan(seconds(2.5))
  })
})

describe('required anti-affinity', () => {
  test('lets surge pods wait for an old pod to go when every node has one', () => {
    const { kernel, cluster, template, log } = rig({
      service: {
        replicas: 3,
        ...apart,
        shutdown: constant(seconds(5)),
        strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 1 },
      },
      groups: [{ name: 'general', desired: 3, max: 3 }],
    })
    const rollout = cluster.apply('shop', template('v2'))
    kernel.run()
    expect(rollout.complete.fired).toBe(true)
    const gone = log.filter((e) => e.phase === 'gone').map((e) => e.at)
    const bound = log.filter((e) => e.phase === 'scheduled').map((e) => e.at)
    expect(bound[0]!).toBeGreaterThanOrEqual(gone[0]!)
    const perNode = (at: number): Map<string, number> => {
      const on = new Map<string, number>()
      for (const e of log) {
        if (e.at > at) continue
        if (e.phase === 'scheduled') on.set(e.node, (on.get(e.node) ?? 0) + 1)
        if (e.phase === 'gone' && e.revision === 'v2') on.set(e.node, on.get(e.node)! - 1)
      }
      return on
    }
    expect([...perNode(kernel.now).values()]).toEqual([1, 1, 1])
  })

  test('stops a rollout for good when nothing may be unavailable and no node is free', () => {
    const { kernel, cluster, template } = rig({
      service: { replicas: 3, ...apart, strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0 } },
      groups: [{ name: 'general', desired: 3, max: 4 }],
    })
    const rollout = cluster.apply('shop', template('v2'))
    kernel.run(minutes(60))
    expect(rollout.complete.fired).toBe(false)
    expect(rollout.progressDeadlineExceeded.fired).toBe(true)
    expect(cluster.status('shop')).toMatchObject({ ready: 3, unscheduled: 1, updatedReady: 0 })
  })

  test('is served by the autoscaler where the group may grow', () => {
    const { kernel, cluster, template } = rig({
      service: { replicas: 3, ...apart, strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0 } },
      groups: [{ name: 'general', desired: 3, max: 4 }],
      mechanism: instant({ autoscaler: { enabled: true } }),
    })
    const rollout = cluster.apply('shop', template('v2'))
    kernel.run(minutes(5))
    expect(cluster.nodes()).toHaveLength(4)
    // Found at the scan after 10 s, provisioned in 90 s; then one pod after the other takes the place of an old one.
    expect(rollout.complete.value!).toBeGreaterThanOrEqual(seconds(100))
    expect(rollout.complete.value!).toBeLessThan(seconds(130))
    kernel.run()
    expect(cluster.nodes()).toHaveLength(3)
    expect(cluster.status('shop')).toMatchObject({ ready: 3, terminating: 0 })
  })
})

describe('unschedulable pods', () => {
  test('are tried again when a place becomes free, after a back-off of 1 s doubling to 10 s', () => {
    const big = { cpuMilli: 10_000, memoryMiB: 100 }
    const { kernel, cluster, template, context, log } = rig({
      service: { replicas: 1, requests: big, strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0 } },
      groups: [
        { name: 'general', desired: 1, max: 1, cpuMilli: 16_000 },
        { name: 'spare', desired: 1, max: 1, cpuMilli: 16_000 },
      ],
    })
    const spare = cluster.nodes().find((name) => !cluster.nodes('shop').includes(name))!
    cluster.faults.cordon(spare)
    cluster.apply('shop', template('v2'))
    const attempts: number[] = []
    const runUntil = (until: number): void => {
      while ((kernel.peek() ?? Number.POSITIVE_INFINITY) <= until) {
        kernel.step()
        const pod = context().workloads[0]!.current?.pods[0]
        if (pod !== undefined && pod.attempts > attempts.length) attempts.push(pod.attemptedAt)
      }
      kernel.run(until)
    }
    for (const at of [100, 2_000, 5_000, 10_000, 25_000, 40_000]) {
      runUntil(at)
      cluster.faults.cordon(spare, false)
      cluster.faults.cordon(spare)
    }
    runUntil(seconds(60))
    cluster.faults.cordon(spare, false)
    runUntil(seconds(61))
    expect(attempts).toEqual([0, 1_000, 3_000, 7_000, 15_000, 25_000, 40_000, 60_000])
    expect(log.find((e) => e.phase === 'scheduled')!.at).toBe(seconds(60))
  })
})

describe('autoscaler', () => {
  test('asks for as many nodes as the pending pods need, no more, within the maximum', () => {
    const run = (max: number): number => {
      const { kernel, cluster, template } = rig({
        service: {
          replicas: 8,
          requests: { cpuMilli: 4_000, memoryMiB: 100 },
          strategy: { kind: 'rolling', maxSurge: '100%', maxUnavailable: 0 },
        },
        groups: [{ name: 'general', desired: 2, max, cpuMilli: 16_000 }],
        mechanism: instant({ autoscaler: { enabled: true } }),
      })
      cluster.apply('shop', template('v2'))
      kernel.run(minutes(3))
      return cluster.nodes().length
    }
    expect(run(10)).toBe(4)
    expect(run(3)).toBe(3)
  })
})
