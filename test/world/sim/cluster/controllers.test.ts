import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Kernel } from '../../../../src/kernel/index.ts'
import { podsToDelete } from '../../../../src/world/sim/cluster/deletion-order.ts'
import type { Pod } from '../../../../src/world/sim/cluster/pod.ts'
import { TokenBucket } from '../../../../src/world/sim/cluster/token-bucket.ts'
import { WorkQueue } from '../../../../src/world/sim/cluster/work-queue.ts'
import { rig } from './rig.ts'

describe('API client limit', () => {
  test('lets a burst through and then one call an interval', () => {
    const bucket = new TokenBucket(20, 3)
    expect(Array.from({ length: 6 }, () => bucket.reserve(0))).toEqual([0, 0, 0, 50, 100, 150])
    expect(bucket.reserve(10_000)).toBe(10_000)
  })

  test('agrees with a bucket that is counted token by token', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(gaps, fc.constantFrom(10, 20, 50), fc.integer({ min: 1, max: 30 }), (waits, perSecond, burst) => {
        const bucket = new TokenBucket(perSecond, burst)
        let tokens = burst
        let now = 0
        for (const wait of waits) {
          now += wait
          tokens = Math.min(burst, tokens + (wait * perSecond) / 1_000) - 1
          const expected = tokens >= -1e-9 ? now : now + Math.ceil((-tokens * 1_000) / perSecond - 1e-6)
          expect(bucket.reserve(now)).toBe(expected)
        }
      }),
    )
  })
})

describe('work queue', () => {
  function queue(workers: number, duration: number) {
    const kernel = new Kernel()
    const log: [number, string][] = []
    const q: WorkQueue = new WorkQueue(kernel, workers, {
      sync: (key) => {
        log.push([kernel.now, `start ${key}`])
        return kernel.now + duration
      },
      finished: (key) => log.push([kernel.now, `end ${key}`]),
    })
    return { kernel, log, q }
  }

  test('works on as many keys at once as it has workers, first come first served', () => {
    const { kernel, log, q } = queue(2, 10)
    for (const key of [7, 8, 9]) q.add(key)
    kernel.run()
    expect(log.filter(([, what]) => what.startsWith('start'))).toEqual([
      [0, 'start 7'],
      [0, 'start 8'],
      [10, 'start 9'],
    ])
  })

  test('takes a key once however often it is added, and again when it was added during its work', () => {
    const { kernel, log, q } = queue(1, 10)
    q.add(1)
    q.add(1)
    q.add(2)
    q.add(2)
    kernel.run()
    expect(log.map(([, what]) => what)).toEqual(['start 1', 'end 1', 'start 2', 'end 2', 'start 1', 'end 1'])
  })

  test('does not wait for work that takes no time', () => {
    const { kernel, log, q } = queue(1, 0)
    q.add(1)
    q.add(2)
    expect(log.map(([, what]) => what)).toEqual(['start 1', 'end 1', 'start 2', 'end 2'])
    expect(kernel.pending).toBe(0)
  })
})

describe('order of deletion', () => {
  const pods = (): Pod[] => {
    const r = rig({ service: { replicas: 5 } })
    const all = r.workload().current!.pods
    all.forEach((pod, i) => {
      pod.createdAt = 0
      pod.readySince = 0
      pod.node!.activeOf[0] = 1
      pod.ordinal = i
    })
    return all
  }
  const first = (all: Pod[]): number => podsToDelete(all, 1, 100_000_000)[0]!.ordinal

  test('is unbound, pending, not ready, crowded, freshly ready, often restarted, young', () => {
    const all = pods()
    all[1]!.createdAt = 99_000_000
    expect(first(all)).toBe(1)
    all[2]!.restarts = 3
    expect(first(all)).toBe(2)
    all[3]!.readySince = 99_000_000
    expect(first(all)).toBe(3)
    all[4]!.node!.activeOf[0] = 4
    expect(first(all)).toBe(4)
    all[0]!.isReady = false
    expect(first(all)).toBe(0)
    all[1]!.hasRun = false
    expect(first(all)).toBe(1)
    all[2]!.node = undefined
    expect(first(all)).toBe(2)
  })

  test('compares ages by their order of magnitude only', () => {
    const all = pods()
    all[1]!.readySince = 10_000_000
    all[2]!.readySince = 20_000_000
    const byIdentity = [...all].sort((a, b) => a.entity - b.entity)[0]!.ordinal
    expect(first(all)).toBe(byIdentity)
  })

  test('takes them all without choosing when all have to go', () => {
    const all = pods()
    expect(podsToDelete(all, 5, 0)).toHaveLength(5)
  })
})
