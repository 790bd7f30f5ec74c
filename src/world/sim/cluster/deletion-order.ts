import type { Millis } from '../../../model/units.ts'
import type { Pod } from './pod.ts'

const NANOSECONDS_PER_MS = 1e6

/**
 * The pods that a ReplicaSet deletes when it has `count` too many, in the order of `ActivePodsWithRanks`
 * (pkg/controller/controller_utils.go): unbound before bound, pending before running, not ready before ready, more pods of the
 * same Deployment on its node first, ready for a shorter time first, more restarts first, younger first. Times are compared by
 * order of magnitude (powers of two of nanoseconds, `LogarithmicScaleDown`), and equal ones by identity.
 */
export function podsToDelete(pods: readonly Pod[], count: number, now: Millis): Pod[] {
  const chosen = pods.slice()
  const rest = chosen.length
  if (count >= rest) return chosen
  // Few of few: picking the first one `count` times beats sorting them all.
  for (let i = 0; i < count; i++) {
    let first = i
    for (let j = i + 1; j < rest; j++) if (compare(chosen[j]!, chosen[first]!, now) < 0) first = j
    const pod = chosen[first]!
    chosen[first] = chosen[i]!
    chosen[i] = pod
  }
  chosen.length = count
  return chosen
}

function compare(a: Pod, b: Pod, now: Millis): number {
  if ((a.node === undefined) !== (b.node === undefined)) return a.node === undefined ? -1 : 1
  if (a.hasRun !== b.hasRun) return a.hasRun ? 1 : -1
  if (a.isReady !== b.isReady) return a.isReady ? 1 : -1
  const rank = colocated(b) - colocated(a)
  if (rank !== 0) return rank
  if (a.isReady && a.readySince !== b.readySince) {
    return magnitude(now - a.readySince) - magnitude(now - b.readySince) || identity(a) - identity(b)
  }
  if (a.restarts !== b.restarts) return b.restarts - a.restarts
  return magnitude(now - a.createdAt) - magnitude(now - b.createdAt) || identity(a) - identity(b)
}

const colocated = (pod: Pod): number => pod.node?.activeOf[pod.workload.index] ?? 0

const magnitude = (age: Millis): number => (age > 0 ? Math.floor(Math.log2(age * NANOSECONDS_PER_MS)) : -1)

/** Stands for the random UID of the pod. */
const identity = (pod: Pod): number => pod.entity
