import { Connection } from './connection.ts'

/**
 * Somebody who reads a table in a transaction and forgets to end it: migrations wait for the lock of the table, and everybody else
 * queues behind the migration. The proof that it landed is the lock, as the server shows it.
 */
export class TableReader implements AsyncDisposable {
  /** Process id of its backend. */
  readonly pid: number
  private readonly connection: Connection

  private constructor(connection: Connection) {
    this.connection = connection
    this.pid = connection.pid
  }

  /** Reads, and keeps the lock; rejects when the server does not show it. */
  static async open(url: string, signal: AbortSignal): Promise<TableReader> {
    const connection = await Connection.open(url, 'seatrial long read', signal)
    try {
      await connection.run('BEGIN', signal)
      await connection.run('SELECT count(*) FROM booking', signal)
      const held = await connection.rows(HELD, [connection.pid], signal)
      if (held.length === 0) throw new RangeError('expected the lock of a reader, the server shows none')
      return new TableReader(connection)
    } catch (error) {
      await connection[Symbol.asyncDispose]()
      throw error
    }
  }

  /** Ends the transaction and gives the lock back. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.connection[Symbol.asyncDispose]()
  }
}

const HELD = `SELECT 1 FROM pg_locks WHERE pid = $1 AND relation = 'booking'::regclass AND mode = 'AccessShareLock' AND granted`
