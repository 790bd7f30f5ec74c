import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { InvalidInputError } from '../model/errors.ts'
import { damaged, explainHistoryError, isBusy } from './explain-error.ts'
import { APPLICATION_ID, HISTORY_SCHEMA_VERSION, TABLES } from './schema.ts'

/** How long a writer waits for others, in ms: they hold the lock for milliseconds each. */
const PATIENCE_MS = 20_000

/**
 * Opens the history in `file`; with `create` it is made if it is not there. Nothing is written before the file is known to
 * be a sound history of this version. Throws InvalidInputError with what to do otherwise.
 */
export async function openDatabase(file: string, { create }: { readonly create: boolean }): Promise<DatabaseSync> {
  if (!create && !existsSync(file))
    throw refuse(
      file,
      'there is no history yet',
      'add a run with: seatrial history add OUT, or name the file with --db',
    )
  // Loaded here and nowhere else: commands that keep no history run without SQLite.
  const { DatabaseSync: Database } = await import('node:sqlite')
  let database: DatabaseSync | undefined
  try {
    if (create) mkdirSync(dirname(file), { recursive: true })
    database = new Database(file, { timeout: PATIENCE_MS })
    requireSound(database, file)
    if (pragma(database, 'user_version') === 0) patiently(() => createTables(database as DatabaseSync))
    database.exec('PRAGMA foreign_keys = ON')
    return database
  } catch (error) {
    database?.close()
    throw explainHistoryError(error, file)
  }
}

function requireSound(database: DatabaseSync, file: string): void {
  const version = pragma(database, 'user_version')
  const application = pragma(database, 'application_id')
  const { tables } = database.prepare('SELECT count(*) AS tables FROM sqlite_master').get() as { tables: number }
  const fresh = version === 0 && application === 0 && tables === 0
  if (!fresh && application !== APPLICATION_ID)
    throw refuse(file, 'this is a database of another program', 'name another file with --db; this one was not changed')
  if (version > HISTORY_SCHEMA_VERSION) {
    const message = `expected a history of version ${HISTORY_SCHEMA_VERSION}, got ${version}: a newer seatrial wrote it`
    throw refuse(file, message, 'use that version, or name another file with --db; this one was not changed')
  }
  const [verdict] = Object.values(database.prepare('PRAGMA quick_check(1)').get() ?? {})
  if (verdict !== 'ok') throw damaged(file)
}

/** Several processes may find the file empty at once: one makes the tables, the others see that they are there. */
function createTables(database: DatabaseSync): void {
  // Writers and readers then do not wait for each other (sqlite.org/wal.html). Kept in the file.
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('BEGIN IMMEDIATE')
  try {
    if (pragma(database, 'user_version') === 0) {
      database.exec(TABLES)
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}`)
      database.exec(`PRAGMA user_version = ${HISTORY_SCHEMA_VERSION}`)
    }
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

/** Changing the journal mode does not wait for locks by itself, however long the busy timeout is. */
function patiently(action: () => void): void {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      action()
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5 + Math.random() * 20)
    }
  }
}

function pragma(database: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0])
}

const refuse = (file: string, message: string, remedy: string): InvalidInputError =>
  new InvalidInputError(file, [{ path: '', message, remedy }])
