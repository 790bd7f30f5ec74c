import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from '@redis/client'
import { Client } from 'pg'
import { amountWithFee } from './booking.ts'
import type { Cases } from './case-runner.ts'
import type { CaseKind, Shard, TestCase } from './test-case.ts'

/** How long an entry of the cache lives, and when it is read: while it lives, also on a machine that is busy, or after. */
const LIFE_MS = 3_000
const WHILE_IT_LIVES_MS = 1
const TOO_LATE_MS = 3_200

/** Integration tests: they use a database and a cache, and wait more than they compute. */
export async function integrationCases({ postgres, redis, loses, defective }: Shard): Promise<Cases> {
  if (postgres === undefined || redis === undefined) throw new TypeError('expected a database and a cache')
  const database = new Client({ connectionString: postgres, application_name: 'seatrial suite' })
  await database.connect()
  const cache = createClient({ socket: { host: '127.0.0.1', port: redis.port, reconnectStrategy: false } })
  await cache.connect()
  const entry = `${redis.prefix}:entry`
  const checks: Record<CaseKind, () => Promise<void>> = {
    booking: async () => {
      await database.query('BEGIN')
      try {
        const insert = 'INSERT INTO booking (account, amount, receipt_cents) VALUES (1, $1, 150) RETURNING amount'
        const { rows } = await database.query<{ amount: string }>(insert, [amountWithFee(150, defective)])
        assert.equal(Number(rows[0]?.amount), 152)
      } finally {
        await database.query('ROLLBACK')
      }
    },
    reading: async () => {
      const { rows } = await database.query<{ n: number }>(
        'SELECT count(*)::integer AS n FROM booking WHERE amount < 0',
      )
      assert.equal(rows[0]?.n, 0)
    },
    cache: async () => {
      await cache.set(entry, 'value')
      assert.equal(await cache.get(entry), 'value')
      assert.equal(await cache.del(entry), 1)
    },
    race: async () => {
      await cache.set(entry, 'value', { expiration: { type: 'PX', value: LIFE_MS } })
      await pause(loses ? TOO_LATE_MS : WHILE_IT_LIVES_MS)
      assert.equal(await cache.get(entry), 'value')
    },
  }
  return {
    run: async (one: TestCase) => {
      await pause(one.workMs)
      await checks[one.kind]()
    },
    [Symbol.asyncDispose]: async () => {
      cache.destroy()
      await database.end()
    },
  }
}
