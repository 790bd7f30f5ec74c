import { builderOf } from './builder.ts'
import { abandonedLock as abandonedLockKind } from './catalogue/abandoned-lock.ts'
import { apiThrottling as apiThrottlingKind } from './catalogue/api-throttling.ts'
import { approvalNeverComes as approvalNeverComesKind } from './catalogue/approval-never-comes.ts'
import { argocdOutage as argocdOutageKind } from './catalogue/argocd-outage.ts'
import { badRelease as badReleaseKind } from './catalogue/bad-release.ts'
import { cachePoisoning as cachePoisoningKind } from './catalogue/cache-poisoning.ts'
import { clockSkew as clockSkewKind } from './catalogue/clock-skew.ts'
import { coldCache as coldCacheKind } from './catalogue/cold-cache.ts'
import { crashLoop as crashLoopKind } from './catalogue/crash-loop.ts'
import { deadlock as deadlockKind } from './catalogue/deadlock.ts'
import { dependencyNotReady as dependencyNotReadyKind } from './catalogue/dependency-not-ready.ts'
import { dependencyOutage as dependencyOutageKind } from './catalogue/dependency-outage.ts'
import { destructivePlan as destructivePlanKind } from './catalogue/destructive-plan.ts'
import { dnsFailure as dnsFailureKind } from './catalogue/dns-failure.ts'
import { drift as driftKind } from './catalogue/drift.ts'
import { expiredCredential as expiredCredentialKind } from './catalogue/expired-credential.ts'
import { flakyTest as flakyTestKind } from './catalogue/flaky-test.ts'
import { hang as hangKind } from './catalogue/hang.ts'
import { imagePullFailure as imagePullFailureKind } from './catalogue/image-pull-failure.ts'
import { irreversibleMigration as irreversibleMigrationKind } from './catalogue/irreversible-migration.ts'
import { leakedSecret as leakedSecretKind } from './catalogue/leaked-secret.ts'
import { manualCommandError as manualCommandErrorKind } from './catalogue/manual-command-error.ts'
import { meshOverhead as meshOverheadKind } from './catalogue/mesh-overhead.ts'
import { migrationFailure as migrationFailureKind } from './catalogue/migration-failure.ts'
import { migrationLockWait as migrationLockWaitKind } from './catalogue/migration-lock-wait.ts'
import { missedDefect as missedDefectKind } from './catalogue/missed-defect.ts'
import { networkLatency as networkLatencyKind } from './catalogue/network-latency.ts'
import { networkLoss as networkLossKind } from './catalogue/network-loss.ts'
import { networkPartition as networkPartitionKind } from './catalogue/network-partition.ts'
import { nodeDrain as nodeDrainKind } from './catalogue/node-drain.ts'
import { nodeLoss as nodeLossKind } from './catalogue/node-loss.ts'
import { outOfMemory as outOfMemoryKind } from './catalogue/out-of-memory.ts'
import { podCrash as podCrashKind } from './catalogue/pod-crash.ts'
import { podDeletion as podDeletionKind } from './catalogue/pod-deletion.ts'
import { readinessFailure as readinessFailureKind } from './catalogue/readiness-failure.ts'
import { regionLoss as regionLossKind } from './catalogue/region-loss.ts'
import { registryOutage as registryOutageKind } from './catalogue/registry-outage.ts'
import { runnerLoss as runnerLossKind } from './catalogue/runner-loss.ts'
import { runnerStarvation as runnerStarvationKind } from './catalogue/runner-starvation.ts'
import { slowRelease as slowReleaseKind } from './catalogue/slow-release.ts'
import { slowStart as slowStartKind } from './catalogue/slow-start.ts'
import { spotReclaim as spotReclaimKind } from './catalogue/spot-reclaim.ts'
import { staleCache as staleCacheKind } from './catalogue/stale-cache.ts'
import { stateLockConflict as stateLockConflictKind } from './catalogue/state-lock-conflict.ts'
import { thirdPartyOutage as thirdPartyOutageKind } from './catalogue/third-party-outage.ts'
import { vulnerabilityFound as vulnerabilityFoundKind } from './catalogue/vulnerability-found.ts'
import { webhookLost as webhookLostKind } from './catalogue/webhook-lost.ts'
import { zoneLoss as zoneLossKind } from './catalogue/zone-loss.ts'

/* One function a fault, named after it: what a scenario writes. Each takes whom it hits, when, how likely, how long, and the
   settings of that fault; the compiler knows them all. */

/** A crashed run left the lock of the Terraform state behind. */
export const abandonedLock = builderOf(abandonedLockKind)
/** The cloud API refuses calls for a while. */
export const apiThrottling = builderOf(apiThrottlingKind)
/** Nobody answers the request for approval. */
export const approvalNeverComes = builderOf(approvalNeverComesKind)
/** Argo CD does not compare and does not sync. */
export const argocdOutage = builderOf(argocdOutageKind)
/** The new version answers a share of its requests with errors. */
export const badRelease = builderOf(badReleaseKind)
/** Somebody put a layer into the cache that its key does not belong to. */
export const cachePoisoning = builderOf(cachePoisoningKind)
/** The clock of a runner is wrong, and its tokens are refused. */
export const clockSkew = builderOf(clockSkewKind)
/** The layer cache and the dependency cache are empty. */
export const coldCache = builderOf(coldCacheKind)
/** The new version crashes while it starts, again and again. */
export const crashLoop = builderOf(crashLoopKind)
/** The new version lives and is never ready. */
export const deadlock = builderOf(deadlockKind)
/** The new version exits while it starts until something that it needs is there. */
export const dependencyNotReady = builderOf(dependencyNotReadyKind)
/** Something that a service depends on does not answer. */
export const dependencyOutage = builderOf(dependencyOutageKind)
/** An apply would take away something that somebody made by hand and that production needs. */
export const destructivePlan = builderOf(destructivePlanKind)
/** Names are not resolved; what is cached is answered until its time to live is over. */
export const dnsFailure = builderOf(dnsFailureKind)
/** Somebody changes infrastructure by hand, harmlessly. */
export const drift = builderOf(driftKind)
/** The credential of the pipeline has expired. */
export const expiredCredential = builderOf(expiredCredentialKind)
/** A test fails although nothing is wrong. */
export const flakyTest = builderOf(flakyTestKind)
/** The new version stops answering some time after it started, until its liveness probe restarts it. */
export const hang = builderOf(hangKind)
/** The image of the new version cannot be pulled. */
export const imagePullFailure = builderOf(imagePullFailureKind)
/** The release is bad, and the version before cannot live with its migrated database. */
export const irreversibleMigration = builderOf(irreversibleMigrationKind)
/** The secret scan finds a credential in the change set. */
export const leakedSecret = builderOf(leakedSecretKind)
/** A person does a manual step wrong and does not notice, and a service answers with errors. */
export const manualCommandError = builderOf(manualCommandErrorKind)
/** The service mesh adds time to every hop, and requests with a tight objective miss it. */
export const meshOverhead = builderOf(meshOverheadKind)

/** The migration fails on the copy of production on which it is tried. */
export const migrationFailure = builderOf(migrationFailureKind)
/** The migration waits for a lock that a long transaction holds. */
export const migrationLockWait = builderOf(migrationLockWaitKind)
/** A defect that no test finds reaches production and answers with errors. */
export const missedDefect = builderOf(missedDefectKind)
/** Calls of a service to what it depends on are slow, and those slower than its time limit fail. */
export const networkLatency = builderOf(networkLatencyKind)
/** Packets of a service are lost; a request fails when all its attempts do. */
export const networkLoss = builderOf(networkLossKind)
/** A service cannot reach what it depends on. */
export const networkPartition = builderOf(networkPartitionKind)
/** A node is cordoned and drained for maintenance. */
export const nodeDrain = builderOf(nodeDrainKind)
/** A machine that runs a service stops for good. */
export const nodeLoss = builderOf(nodeLossKind)
/** The new version needs more memory than its limit and is killed. */
export const outOfMemory = builderOf(outOfMemoryKind)
/** Processes of running pods end, and their kubelets restart them. */
export const podCrash = builderOf(podCrashKind)
/** Pods are deleted from the API, and their ReplicaSets replace them. */
export const podDeletion = builderOf(podDeletionKind)
/** Readiness probes of running pods fail for a while, and traffic to them stops. */
export const readinessFailure = builderOf(readinessFailureKind)
/** All machines of a region stop for a while. */
export const regionLoss = builderOf(regionLossKind)
/** The image registry answers neither builds nor nodes. */
export const registryOutage = builderOf(registryOutageKind)
/** The machine of a running job is lost. */
export const runnerLoss = builderOf(runnerLossKind)
/** Other work takes most of the runners. */
export const runnerStarvation = builderOf(runnerStarvationKind)
/** The new version answers too slowly, so that a share of its requests misses its time limit. */
export const slowRelease = builderOf(slowReleaseKind)
/** The new version takes several times as long to start; its startup probe waits for it. */
export const slowStart = builderOf(slowStartKind)
/** A spot machine is taken back after a notice of two minutes. */
export const spotReclaim = builderOf(spotReclaimKind)
/** The layer cache serves an old source layer, and the build reports success. */
export const staleCache = builderOf(staleCacheKind)
/** Another team holds the lock of the Terraform state. */
export const stateLockConflict = builderOf(stateLockConflictKind)
/** An API of somebody else does not answer; the circuit breaker keeps what it can away from it. */
export const thirdPartyOutage = builderOf(thirdPartyOutageKind)
/** The scan finds a HIGH or CRITICAL vulnerability in an image. */
export const vulnerabilityFound = builderOf(vulnerabilityFoundKind)
/** The webhook that tells Argo CD of a commit is lost, so it waits for its next look at Git. */
export const webhookLost = builderOf(webhookLostKind)
/** A third of the machines of a region stops for a while. */
export const zoneLoss = builderOf(zoneLossKind)
