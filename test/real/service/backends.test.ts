import { PostgreSqlContainer } from '@testcontainers/postgresql'
import { RedisContainer } from '@testcontainers/redis'
import { describe, expect, it } from 'vitest'
import { imageOf } from '../../../harness/images.ts'
import { Postgres } from '../../../harness/service/app/postgres.ts'
import { Redis } from '../../../harness/service/app/redis.ts'
import { startService } from '../../harness/service/started-service.ts'

describe('the databases of a synthetic service', () => {
  it.for(['scram-sha-256', 'md5', 'password', 'trust'])('are reached with authentication by %s', async (method) => {
    await using database = await new PostgreSqlContainer(imageOf('postgres'))
      .withEnvironment({ POSTGRES_HOST_AUTH_METHOD: method, POSTGRES_INITDB_ARGS: '--auth-host=scram-sha-256' })
      .start()
    const postgres = new Postgres(new URL(database.getConnectionUri()), 5_000)
    await postgres.query('create table account (id int primary key)')
    await postgres.query('insert into account values (1)')
    await expect(postgres.query('insert into account values (1)')).rejects.toThrow('duplicate key')
    await postgres.query('select 1')
    postgres.close()
    if (method === 'trust') return
    const wrong = new URL(database.getConnectionUri())
    wrong.password = 'wrong'
    await expect(new Postgres(wrong, 5_000).query('select 1')).rejects.toThrow('password authentication failed')
  })

  it('are used by each request, which fails when one of them is gone', async () => {
    await using cache = await new RedisContainer(imageOf('redis')).start()
    await new Redis(new URL(cache.getConnectionUrl()), 5_000).ping()
    await using service = await startService({ REDIS_URL: cache.getConnectionUrl(), TIMEOUT_MS: '1000' })
    expect(await service.get('/')).toBe(200)
    await cache.stop()
    expect(await service.get('/')).toBe(502)
  })
})
