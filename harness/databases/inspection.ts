import { Connection, isServerError } from './connection.ts'
import { accountStatement, bookingStatement, damagedStatement, READ_SCHEMA, type Schema } from './ledger.ts'

/** The schema that a database has by now. */
export async function schemaOf(url: string, signal: AbortSignal): Promise<Schema> {
  await using connection = await Connection.open(url, 'seatrial inspection', signal)
  const [schema] = await connection.rows<Schema>(READ_SCHEMA, [], signal)
  if (schema === undefined) throw new RangeError('the database has no migration table')
  return schema
}

/** How many bookings disagree with their receipts. */
export async function damagedBookings(url: string, signal: AbortSignal): Promise<number> {
  const schema = await schemaOf(url, signal)
  await using connection = await Connection.open(url, 'seatrial inspection', signal)
  const [count] = await connection.rows<{ damaged: number }>(damagedStatement(schema), [], signal)
  return count?.damaged ?? 0
}

/** Writes bookings and reads an account, as the code that was written for a schema does, whatever the database has. */
export async function workAs(code: Schema, url: string, bookings: number, signal: AbortSignal): Promise<void> {
  await using connection = await Connection.open(url, `seatrial code for schema ${code.version}`, signal)
  for (let index = 0; index < bookings; index++) {
    await connection.rows(bookingStatement(code), [index, 1_000 + index], signal)
  }
  await connection.rows(accountStatement(code), [1], signal)
}

/** Why the code for a schema cannot work on a database, in the server's words; undefined when it can. Nothing of it stays. */
export async function refusalOf(code: Schema, url: string, signal: AbortSignal): Promise<string | undefined> {
  await using connection = await Connection.open(url, 'seatrial compatibility', signal)
  await connection.run('BEGIN', signal)
  try {
    await connection.rows(bookingStatement(code), [1, 1_000], signal)
    await connection.rows(accountStatement(code), [1], signal)
    return undefined
  } catch (error) {
    if (!isServerError(error)) throw error
    return error.message
  } finally {
    await connection.run('ROLLBACK', signal)
  }
}
