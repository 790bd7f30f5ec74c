import { Connection } from './connection.ts'
import { READ_SCHEMA, type Schema } from './ledger.ts'
import { type LockWait, watchingLocks } from './lock-watch.ts'
import { type Migration, type MigrationKind, nextMigration } from './migration.ts'

/** Bookings that are filled in one statement, so that none of them locks many rows for long. */
const BATCH = 5_000

/** How a migration is run. */
export interface MigrationSettings {
  readonly kind: MigrationKind
  /** `lock_timeout`: the migration gives up when it does not get its lock within this time. */
  readonly lockTimeoutMs: number
}

/** A migration of one database, in its two parts: getting the lock of the table, and then the change itself. */
export class MigrationRun implements AsyncDisposable {
  readonly migration: Migration
  private readonly connection: Connection
  private readonly url: string

  private constructor(connection: Connection, url: string, migration: Migration) {
    this.connection = connection
    this.url = url
    this.migration = migration
  }

  /** Connects and begins the transaction; nothing is locked yet. */
  static async begin(url: string, settings: MigrationSettings, signal: AbortSignal): Promise<MigrationRun> {
    const connection = await Connection.open(url, 'seatrial migration', signal)
    try {
      const [schema] = await connection.rows<Schema>(READ_SCHEMA, [], signal)
      if (schema === undefined) throw new RangeError('the database has no migration table')
      await connection.run('BEGIN', signal)
      await connection.run(`SET LOCAL lock_timeout = ${settings.lockTimeoutMs}`, signal)
      return new MigrationRun(connection, url, nextMigration(settings.kind, schema))
    } catch (error) {
      await connection[Symbol.asyncDispose]()
      throw error
    }
  }

  /** Waits for the lock of the table; tells for whom it waited, when the server showed that it did. */
  async lock(signal: AbortSignal): Promise<LockWait | undefined> {
    const { connection } = this
    const lock = () => connection.run('LOCK TABLE booking IN ACCESS EXCLUSIVE MODE', signal)
    return await watchingLocks(this.url, connection.pid, lock, signal)
  }

  /** Makes the change, all of it or nothing, and then fills new columns batch by batch while others work. */
  async change(signal: AbortSignal): Promise<void> {
    for (const statement of this.migration.locked) await this.connection.run(statement, signal)
    await this.connection.run('COMMIT', signal)
    if (this.migration.fill === undefined) return
    const [bounds] = await this.connection.rows<{ last: string | null }>(
      'SELECT max(id) AS last FROM booking',
      [],
      signal,
    )
    const last = Number(bounds?.last ?? 0)
    for (let first = 1; first <= last; first += BATCH) {
      await this.connection.rows(this.migration.fill, [first, first + BATCH - 1], signal)
    }
  }

  /** Ends the connection; a transaction that is still open is rolled back by the server. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.connection[Symbol.asyncDispose]()
  }
}
