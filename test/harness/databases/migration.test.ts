import { describe, expect, it } from 'vitest'
import { insideUrlOf, urlOf } from '../../../harness/databases/addresses.ts'
import { bookingStatement, FINE, FIRST_SCHEMA } from '../../../harness/databases/ledger.ts'
import { nextMigration } from '../../../harness/databases/migration.ts'
import { bookingsOf, ledgersOf } from '../../../harness/databases/provision.ts'
import { databaseSchema } from '../../../src/model/fleet.ts'

describe('a compatible migration', () => {
  it('adds a column that may be empty, and leaves the meaning of the others', () => {
    const migration = nextMigration('compatible', FIRST_SCHEMA)
    expect(migration.locked[0]).toBe('ALTER TABLE booking ADD COLUMN note_1 text')
    expect(migration.to).toEqual({ version: 1, scale: 1 })
    expect(migration.fill).toContain('note_1 IS NULL')
  })

  it('takes away a column only when the version before does not know it any more', () => {
    const dropped = (version: number) =>
      nextMigration('compatible', { version, scale: 1 }).locked.filter((statement) => statement.includes('DROP COLUMN'))
    expect(dropped(1)).toEqual([])
    expect(dropped(2)).toEqual(['ALTER TABLE booking DROP COLUMN IF EXISTS note_1'])
    expect(bookingStatement({ version: 2, scale: 1 })).not.toContain('note_1')
  })
})

describe('an irreversible migration', () => {
  it('changes the unit of amounts, and the next one changes it back', () => {
    const first = nextMigration('irreversible', FIRST_SCHEMA)
    expect(first.to.scale).toBe(FINE)
    expect(nextMigration('irreversible', first.to).to).toEqual({ version: 2, scale: 1 })
  })
})

describe('a broken migration', () => {
  it('asks for a value that bookings do not have', () => {
    expect(nextMigration('broken', FIRST_SCHEMA).locked[0]).toContain('NOT NULL')
  })
})

describe('the databases of a fleet', () => {
  const database = (fields: object) => databaseSchema.parse({ name: 'payment-db', ...fields })

  it('are those that PostgreSQL serves', () => {
    const all = [database({}), database({ name: 'sessions', role: 'cache', engine: 'redis' })]
    expect(ledgersOf(all).map(({ name }) => name)).toEqual(['payment-db'])
  })

  it('are as large in proportion as the fleet has them, up to a limit', () => {
    expect(bookingsOf(database({ sizeGiB: 40 }))).toBe(2 * bookingsOf(database({ sizeGiB: 20 })))
    expect(bookingsOf(database({ sizeGiB: 1e6 }))).toBe(200_000)
    expect(bookingsOf(database({ sizeGiB: 0 }))).toBe(1)
  })

  it('are reached by loopback from here, and by name from the clusters', () => {
    const server = { port: 4_321, inside: 'db:5432', user: 'me', password: 'a/b' }
    expect(urlOf(server, 'x')).toBe('postgres://me:a%2Fb@127.0.0.1:4321/x')
    expect(insideUrlOf(server, 'x')).toBe('postgres://me:a%2Fb@db:5432/x')
  })
})
