import { serverDate } from '../kubernetes/server-time.ts'
import type { ApplicationStatus } from './application.ts'

/** How far Argo CD is with a commit, for one application. Times are the server's, in whole seconds. */
export type SyncProgress =
  /** It has not looked at Git since the commit. */
  | { readonly state: 'unnoticed' }
  | { readonly state: 'syncing' }
  /** The cluster has what the commit says; its pods may still be on their way. */
  | { readonly state: 'synced'; readonly since: Date | undefined }
  /** Given up, retries included. */
  | { readonly state: 'failed'; readonly since: Date | undefined; readonly detail: string }

/**
 * Reads how far an application is with a commit; `has` says whether a revision is that commit or a later one. An operation counts by
 * the revision that it was started for; without one, an application that is in sync has nothing to do for the commit.
 */
export function syncProgress(
  status: ApplicationStatus | undefined,
  has: (revision: string | undefined) => boolean,
): SyncProgress {
  const operation = status?.operationState
  if (operation !== undefined && has(operation.operation.sync?.revision ?? operation.syncResult?.revision)) {
    const since = serverDate(operation.finishedAt)
    switch (operation.phase) {
      case 'Succeeded':
        return { state: 'synced', since }
      case 'Failed':
      case 'Error':
        return { state: 'failed', since, detail: operation.message ?? operation.phase }
      default:
        return { state: 'syncing' }
    }
  }
  if (!has(status?.sync?.revision)) return { state: 'unnoticed' }
  return status?.sync?.status === 'Synced'
    ? { state: 'synced', since: serverDate(status.reconciledAt) }
    : { state: 'syncing' }
}

/** Whether an application runs what a commit says, with all its pods. */
export const isHealthyAt = (
  status: ApplicationStatus | undefined,
  has: (revision: string | undefined) => boolean,
): boolean => status?.sync?.status === 'Synced' && has(status.sync.revision) && status.health?.status === 'Healthy'
