import type { Database } from '../../src/model/fleet.ts'
import { type PostgresServer, urlOf } from './addresses.ts'
import { Connection, quoted } from './connection.ts'
import { createLedger } from './ledger.ts'

/** Bookings of a database for each GiB that the fleet gives it: sizes keep their proportions, and creation takes milliseconds. */
const BOOKINGS_PER_GIB = 200

/** The most bookings of a database: half a minute of migrations is enough to see that large ones take longer. */
const MAX_BOOKINGS = 200_000

/** The databases of a fleet that PostgreSQL serves. */
export const ledgersOf = (databases: readonly Database[]): readonly Database[] =>
  databases.filter(({ role, engine }) => role === 'database' && engine === 'postgresql')

/** How many bookings a database starts with. */
export const bookingsOf = ({ sizeGiB }: Database): number =>
  Math.min(MAX_BOOKINGS, Math.max(1, Math.round(sizeGiB * BOOKINGS_PER_GIB)))

/** Creates databases, each with the first schema and with as many bookings as its size asks for. */
export async function createDatabases(
  server: PostgresServer,
  databases: readonly Database[],
  signal: AbortSignal,
): Promise<void> {
  await using admin = await Connection.open(urlOf(server, 'postgres'), 'seatrial provision', signal)
  for (const database of databases) {
    await admin.run(`CREATE DATABASE ${quoted(database.name)}`, signal)
    await using connection = await Connection.open(urlOf(server, database.name), 'seatrial provision', signal)
    for (const statement of createLedger(bookingsOf(database))) await connection.run(statement, signal)
  }
}
