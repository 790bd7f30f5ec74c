import { abandonedLock } from './catalogue/abandoned-lock.ts'
import { apiThrottling } from './catalogue/api-throttling.ts'
import { approvalNeverComes } from './catalogue/approval-never-comes.ts'
import { argocdOutage } from './catalogue/argocd-outage.ts'
import { badRelease } from './catalogue/bad-release.ts'
import { cachePoisoning } from './catalogue/cache-poisoning.ts'
import { clockSkew } from './catalogue/clock-skew.ts'
import { coldCache } from './catalogue/cold-cache.ts'
import { crashLoop } from './catalogue/crash-loop.ts'
import { deadlock } from './catalogue/deadlock.ts'
import { dependencyNotReady } from './catalogue/dependency-not-ready.ts'
import { dependencyOutage } from './catalogue/dependency-outage.ts'
import { destructivePlan } from './catalogue/destructive-plan.ts'
import { dnsFailure } from './catalogue/dns-failure.ts'
import { drift } from './catalogue/drift.ts'
import { expiredCredential } from './catalogue/expired-credential.ts'
import { flakyTest } from './catalogue/flaky-test.ts'
import { hang } from './catalogue/hang.ts'
import { imagePullFailure } from './catalogue/image-pull-failure.ts'
import { irreversibleMigration } from './catalogue/irreversible-migration.ts'
import { leakedSecret } from './catalogue/leaked-secret.ts'
import { manualCommandError } from './catalogue/manual-command-error.ts'
import { meshOverhead } from './catalogue/mesh-overhead.ts'
import { migrationFailure } from './catalogue/migration-failure.ts'
import { migrationLockWait } from './catalogue/migration-lock-wait.ts'
import { missedDefect } from './catalogue/missed-defect.ts'
import { networkLatency } from './catalogue/network-latency.ts'
import { networkLoss } from './catalogue/network-loss.ts'
import { networkPartition } from './catalogue/network-partition.ts'
import { nodeDrain } from './catalogue/node-drain.ts'
import { nodeLoss } from './catalogue/node-loss.ts'
import { outOfMemory } from './catalogue/out-of-memory.ts'
import { podCrash } from './catalogue/pod-crash.ts'
import { podDeletion } from './catalogue/pod-deletion.ts'
import { readinessFailure } from './catalogue/readiness-failure.ts'
import { regionLoss } from './catalogue/region-loss.ts'
import { registryOutage } from './catalogue/registry-outage.ts'
import { runnerLoss } from './catalogue/runner-loss.ts'
import { runnerStarvation } from './catalogue/runner-starvation.ts'
import { slowRelease } from './catalogue/slow-release.ts'
import { slowStart } from './catalogue/slow-start.ts'
import { spotReclaim } from './catalogue/spot-reclaim.ts'
import { staleCache } from './catalogue/stale-cache.ts'
import { stateLockConflict } from './catalogue/state-lock-conflict.ts'
import { thirdPartyOutage } from './catalogue/third-party-outage.ts'
import { vulnerabilityFound } from './catalogue/vulnerability-found.ts'
import { webhookLost } from './catalogue/webhook-lost.ts'
import { zoneLoss } from './catalogue/zone-loss.ts'
import type { FaultKind } from './fault-kind.ts'

const ALL: readonly FaultKind[] = [
  abandonedLock,
  apiThrottling,
  approvalNeverComes,
  argocdOutage,
  badRelease,
  cachePoisoning,
  clockSkew,
  coldCache,
  crashLoop,
  deadlock,
  dependencyNotReady,
  dependencyOutage,
  destructivePlan,
  dnsFailure,
  drift,
  expiredCredential,
  flakyTest,
  hang,
  imagePullFailure,
  irreversibleMigration,
  leakedSecret,
  manualCommandError,
  meshOverhead,
  migrationFailure,
  migrationLockWait,
  missedDefect,
  networkLatency,
  networkLoss,
  networkPartition,
  nodeDrain,
  nodeLoss,
  outOfMemory,
  podCrash,
  podDeletion,
  readinessFailure,
  regionLoss,
  registryOutage,
  runnerLoss,
  runnerStarvation,
  slowRelease,
  slowStart,
  spotReclaim,
  staleCache,
  stateLockConflict,
  thirdPartyOutage,
  vulnerabilityFound,
  webhookLost,
  zoneLoss,
]

/** The catalogue: every fault by its name, in alphabetical order. A new fault is one file beside the others and one line here. */
export const FAULTS: ReadonlyMap<string, FaultKind> = new Map(ALL.map((kind) => [kind.name, kind]))
