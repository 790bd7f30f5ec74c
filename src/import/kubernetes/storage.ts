import type { Claim, Workload } from './workload.ts'
import { mayShareNamespace } from './workload.ts'

/** Whether a pod of the workload mounts the claim. */
export function mounts(workload: Workload, claim: Claim): boolean {
  return (
    mayShareNamespace(workload.namespace, claim.namespace) &&
    workload.pod.volumes.some((volume) => volume.persistentVolumeClaim?.claimName === claim.name)
  )
}

/** Bytes of storage of one pod of the workload: its claim templates and the claims that it mounts. */
export function storageOf(workload: Workload, claims: readonly Claim[]): number {
  return claims
    .filter((claim) => mounts(workload, claim))
    .reduce((sum, claim) => sum + claim.bytes, workload.claimedBytes)
}
