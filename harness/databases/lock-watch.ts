import { setTimeout as pause } from 'node:timers/promises'
import { Connection } from './connection.ts'

/** What the server shows of a backend that waits for a lock. */
export interface LockWait {
  /** Process ids of the backends that it waits for. */
  readonly blockers: readonly number[]
  /** What the first of them did last. */
  readonly blocking: string
}

/** `pg_blocking_pids` and `wait_event_type`: PostgreSQL manual, "Monitoring Database Activity" and "System Information Functions". */
const WAITING = `SELECT pg_blocking_pids(waiting.pid) AS blockers, coalesce(holder.query, '') AS blocking
  FROM pg_stat_activity AS waiting
  LEFT JOIN pg_stat_activity AS holder ON holder.pid = (pg_blocking_pids(waiting.pid))[1]
  WHERE waiting.pid = $1 AND waiting.wait_event_type = 'Lock'`

const POLL_MS = 20

/** Whether a backend waits for a lock at this moment, and for whom. */
export async function lockWaitOf(
  pid: number,
  observer: Connection,
  signal: AbortSignal,
): Promise<LockWait | undefined> {
  return (await observer.rows<LockWait>(WAITING, [pid], signal))[0]
}

/** Does something on a backend, and says for whom the backend had to wait meanwhile; undefined when for nobody. */
export async function watchingLocks(
  url: string,
  pid: number,
  work: () => Promise<void>,
  signal: AbortSignal,
): Promise<LockWait | undefined> {
  await using observer = await Connection.open(url, 'seatrial lock watch', signal)
  const done = new AbortController()
  let seen: LockWait | undefined
  const watch = async (): Promise<void> => {
    while (!done.signal.aborted) {
      seen ??= await lockWaitOf(pid, observer, signal)
      await pause(POLL_MS, undefined, { signal: done.signal }).catch(() => {})
    }
  }
  const watching = watch()
  try {
    await work()
  } finally {
    done.abort()
    await watching.catch(() => {})
  }
  return seen
}
