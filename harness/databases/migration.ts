import { columnOf, FINE, type Schema } from './ledger.ts'

/**
 * A change of the schema. `compatible` ones expand and contract: they add a column that may be empty and fill it afterwards, and take
 * away one that no version in use knows. `irreversible` ones change what a column means: the version before goes on writing, and writes
 * the wrong thing. `broken` ones ask for something that the data do not have.
 */
export const MIGRATION_KINDS = ['compatible', 'irreversible', 'broken'] as const
export type MigrationKind = (typeof MIGRATION_KINDS)[number]

/** What a migration does to a database that has a certain schema. */
export interface Migration {
  readonly kind: MigrationKind
  readonly from: Schema
  readonly to: Schema
  /** Statements under the lock of the table, all or none. */
  readonly locked: readonly string[]
  /** Statement that is repeated afterwards, for the bookings with ids from `$1` to `$2`; undefined when there is nothing to fill. */
  readonly fill: string | undefined
}

/** Versions that a column outlives the one that it was added for: it goes when the version after the next one comes. */
const KEPT = 2

/** The next migration of a database. */
export function nextMigration(kind: MigrationKind, from: Schema): Migration {
  const version = from.version + 1
  const scale = kind === 'irreversible' ? otherScale(from.scale) : from.scale
  const column = columnOf(version)
  const note = `INSERT INTO migration (version, scale, what) VALUES (${version}, ${scale}, '${kind}')`
  const contract = version - KEPT > 0 ? [`ALTER TABLE booking DROP COLUMN IF EXISTS ${columnOf(version - KEPT)}`] : []
  const expand = `ALTER TABLE booking ADD COLUMN ${column} text`
  const changes = {
    compatible: [expand, ...contract],
    irreversible: [expand, `UPDATE booking SET amount = ${rescaled(from.scale)}`],
    broken: [`${expand} NOT NULL`],
  }
  const fill =
    kind === 'broken'
      ? undefined
      : `UPDATE booking SET ${column} = 'filled' WHERE id BETWEEN $1 AND $2 AND ${column} IS NULL`
  return { kind, from, to: { version, scale }, locked: [...changes[kind], note], fill }
}

const otherScale = (scale: number): number => (scale === 1 ? FINE : 1)
const rescaled = (scale: number): string => (scale === 1 ? `amount * ${FINE}` : `amount / ${FINE}`)
