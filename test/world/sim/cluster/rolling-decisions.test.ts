import { describe, expect, test } from 'vitest'
import { newReplicas, scaleDownOld } from '../../../../src/world/sim/cluster/rolling-update.ts'
import type { Workload } from '../../../../src/world/sim/cluster/workload.ts'
import { rig } from './rig.ts'

/** Ten replicas, surge 3, unavailable 2, in the middle of things: ReplicaSets as [wanted, reported available], newest last. */
function between(...sets: [wanted: number, available: number][]): Workload {
  const { workload } = rig({
    service: { replicas: 10, strategy: { kind: 'rolling', maxSurge: 3, maxUnavailable: 2 } },
  })
  const it = workload()
  const [first] = it.replicaSets
  it.replicaSets.length = 0
  for (const [wanted, available] of sets) {
    const reported = { replicas: wanted, ready: available, available }
    it.replicaSets.push(Object.assign(Object.create(first!), { wanted, reported }))
  }
  it.current = it.replicaSets.at(-1)
  return it
}

function step(workload: Workload): { old: number[]; new: number } {
  scaleDownOld(workload, workload.current!, {
    scale: (replicaSet, replicas) => {
      replicaSet.wanted = replicas
    },
  })
  return {
    old: workload.replicaSets.slice(0, -1).map((replicaSet) => replicaSet.wanted),
    new: newReplicas(workload, workload.current),
  }
}

describe('a step of the rolling update', () => {
  test('starts with the surge and what may be unavailable', () => {
    expect(step(between([10, 10], [3, 0]))).toEqual({ old: [8], new: 5 })
  })

  test('takes nothing when the unavailable pods are all that may be missing', () => {
    expect(step(between([8, 8], [5, 0]))).toEqual({ old: [8], new: 5 })
  })

  test('does not even take an old pod that has become unavailable meanwhile', () => {
    // The example in the comment of reconcileOldReplicaSets: 13 - 8 - 5 = 0.
    expect(step(between([8, 7], [5, 0]))).toEqual({ old: [8], new: 5 })
  })

  test('takes crashing pods when the template goes back to the good ReplicaSet', () => {
    // The same example after the rollback: 13 - 8 - 1 = 4, all of them crashing, and the good one may be 10 again.
    const workload = between([5, 0], [8, 7])
    expect(step(workload)).toEqual({ old: [1], new: 10 })
  })

  test('makes room for a third revision when nothing of the second one works', () => {
    expect(step(between([8, 8], [5, 0], [0, 0]))).toEqual({ old: [8, 0], new: 5 })
  })

  test('does not count pods that an old ReplicaSet was told to give up', () => {
    expect(step(between([0, 3], [5, 5], [8, 4]))).toEqual({ old: [0, 4], new: 9 })
  })

  test('waits when a status still counts more pods than the ReplicaSet is to have', () => {
    expect(step(between([4, 5], [8, 8]))).toEqual({ old: [4], new: 9 })
  })

  test('takes from the oldest ReplicaSet first', () => {
    expect(step(between([2, 2], [3, 3], [8, 6]))).toEqual({ old: [0, 2], new: 10 })
  })
})
