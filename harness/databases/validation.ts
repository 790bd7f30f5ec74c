import { urlOf } from './addresses.ts'
import { Connection, isServerError } from './connection.ts'
import { copyDatabase, type DatabaseServer } from './copy.ts'
import { damagedBookings, refusalOf, workAs } from './inspection.ts'
import { accountStatement } from './ledger.ts'
import { MigrationRun, type MigrationSettings } from './migration-run.ts'

/** What a trial on a copy found. */
export interface Validation {
  /** Why the migration must not go to production; undefined when nothing speaks against it. */
  readonly problem: string | undefined
  readonly copiedBy: 'template' | 'dump'
}

/** A query may become so many times slower; below {@link NOISE_MS} it is not looked at. */
const SLOWER = 10
const NOISE_MS = 50

/**
 * Tries a migration on a copy: that it runs, that data are as right as before, that the code of the version before still works where
 * that is asked for, and that the usual query has not become much slower.
 */
export async function validateOnCopy(
  server: DatabaseServer,
  database: string,
  settings: MigrationSettings & { readonly compatible: boolean },
  signal: AbortSignal,
): Promise<Validation> {
  const name = `${database}-copy-${process.hrtime.bigint().toString(36)}`
  await using copy = await copyDatabase(server, database, name, signal)
  const url = urlOf(server, copy.name)
  return { problem: await problemOn(url, settings, signal), copiedBy: copy.by }
}

async function problemOn(
  url: string,
  settings: MigrationSettings & { readonly compatible: boolean },
  signal: AbortSignal,
): Promise<string | undefined> {
  await using run = await MigrationRun.begin(url, settings, signal)
  const { from, to } = run.migration
  const before = {
    damaged: await damagedBookings(url, signal),
    queryMs: await queryTime(accountStatement(from), url, signal),
  }
  try {
    await run.lock(signal)
    await run.change(signal)
  } catch (error) {
    if (!isServerError(error)) throw error
    return `it fails: ${error.message}`
  }
  const damaged = await damagedBookings(url, signal)
  if (damaged > before.damaged) return `it damages ${damaged - before.damaged} bookings`
  const refusal = await refusalOf(to, url, signal)
  if (refusal !== undefined) return `the new version cannot work with it: ${refusal}`
  const queryMs = await queryTime(accountStatement(to), url, signal)
  if (queryMs > NOISE_MS && queryMs > before.queryMs * SLOWER)
    return `a query takes ${queryMs} ms instead of ${before.queryMs} ms`
  return settings.compatible ? await incompatibility(from, url, signal) : undefined
}

/** The version before works on, beside the new one: it must be able to, and must not do damage. */
async function incompatibility(
  from: MigrationRun['migration']['from'],
  url: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const refusal = await refusalOf(from, url, signal)
  if (refusal !== undefined) return `the version before cannot work with it: ${refusal}`
  const before = await damagedBookings(url, signal)
  await workAs(from, url, 1, signal)
  const damage = (await damagedBookings(url, signal)) - before
  return damage === 0 ? undefined : 'the version before damages data with it'
}

async function queryTime(sql: string, url: string, signal: AbortSignal): Promise<number> {
  await using connection = await Connection.open(url, 'seatrial validation', signal)
  const from = performance.now()
  await connection.rows(sql, [1], signal)
  return Math.round(performance.now() - from)
}
