import { setTimeout as pause } from 'node:timers/promises'
import { urlOf } from '../databases/addresses.ts'
import { Connection } from '../databases/connection.ts'
import type { Actions } from './actions.ts'
import { type FaultParts, need } from './parts.ts'
import { repeatedly } from './waiting.ts'

const LOOK_MS = 250

/** Backends that wait for a lock that another one holds (PostgreSQL manual, "System Information Functions"). */
const WAITING = 'SELECT count(*)::integer AS n FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))'

/** A transaction that holds on to a table. */
export interface LongTransaction {
  /** Whether a migration waits for it at the moment, as the server shows it. */
  readonly blocks: boolean
}

/** Somebody reads bookings in a transaction and does not end it for so long, or until the fault is out: migrations have to wait. */
export async function holdTable(
  parts: FaultParts,
  of: { readonly database: string; readonly forMs: number; readonly signal: AbortSignal },
  actions: Actions,
): Promise<LongTransaction> {
  const { facts } = need(parts.databases, 'databases')
  const url = urlOf(facts.postgres, of.database)
  const session = await Connection.open(url, 'seatrial long transaction', of.signal)
  actions.onRemoval(() => session[Symbol.asyncDispose]())
  await session.run('BEGIN', of.signal)
  await session.run('LOCK TABLE booking IN ACCESS SHARE MODE', of.signal)
  let blocks = false
  actions.start('ending the transaction', async (signal) => {
    await pause(of.forMs, undefined, { signal })
    await session.run('ROLLBACK', signal)
  })
  actions.start('looking who waits for the transaction', async (signal) => {
    await using observer = await Connection.open(url, 'seatrial lock watch', signal)
    await repeatedly(LOOK_MS, signal, async () => {
      const [found] = await observer.rows<{ n: number }>(WAITING, [session.pid], signal)
      blocks = (found?.n ?? 0) > 0
    })
  })
  return {
    get blocks() {
      return blocks
    },
  }
}
