/**
 * The schema that every database of the environment has: a table of bookings, and a history of migrations. A booking has the amount in
 * the unit that the code of its time uses, and the amount in cents as a third party's receipt says it. The receipt does not depend on any
 * version of the code, so a booking whose amount disagrees with it was written by code that did not know the schema: damaged data, and
 * how many of them can be counted.
 */
export interface Schema {
  /** Migrations so far. */
  readonly version: number
  /** What a receipt's cents are multiplied with: 1 while amounts are in cents, {@link FINE} while they are in hundredths of them. */
  readonly scale: number
}

/** The schema before any migration. */
export const FIRST_SCHEMA: Schema = { version: 0, scale: 1 }

/** The finer of the two units. */
export const FINE = 100

/** Column that the migration to a version added. */
export const columnOf = (version: number): string => `note_${version}`

/** Creates the schema, with so many bookings. */
export const createLedger = (bookings: number): readonly string[] => [
  `CREATE TABLE migration (
     version integer PRIMARY KEY,
     scale integer NOT NULL,
     what text NOT NULL,
     applied_at timestamptz NOT NULL DEFAULT now()
   )`,
  `INSERT INTO migration (version, scale, what) VALUES (${FIRST_SCHEMA.version}, ${FIRST_SCHEMA.scale}, 'initial')`,
  `CREATE TABLE booking (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     account integer NOT NULL,
     amount bigint NOT NULL,
     receipt_cents bigint NOT NULL,
     booked_at timestamptz NOT NULL DEFAULT now()
   )`,
  `INSERT INTO booking (account, amount, receipt_cents)
     SELECT n % 1000, n * 37 % 10000, n * 37 % 10000 FROM generate_series(1, ${bookings}) AS n`,
  'ANALYZE booking',
]

/** Reads the schema that a database has. */
export const READ_SCHEMA = 'SELECT version, scale FROM migration ORDER BY version DESC LIMIT 1'

/** One booking, as the code that was written for a schema makes it: account, cents of the receipt. */
export function bookingStatement({ version, scale }: Schema): string {
  return version === 0
    ? `INSERT INTO booking (account, amount, receipt_cents) VALUES ($1, $2::bigint * ${scale}, $2)`
    : `INSERT INTO booking (account, amount, receipt_cents, ${columnOf(version)}) VALUES ($1, $2::bigint * ${scale}, $2, 'new')`
}

/** What the code for a schema reads to show an account. */
export const accountStatement = ({ version }: Schema): string =>
  `SELECT sum(amount) AS amount${version === 0 ? '' : `, count(${columnOf(version)}) AS notes`} FROM booking WHERE account = $1`

/** Counts the bookings that disagree with their receipt in the schema's unit. */
export const damagedStatement = ({ scale }: Schema): string =>
  `SELECT count(*)::integer AS damaged FROM booking WHERE amount <> receipt_cents * ${scale}`
