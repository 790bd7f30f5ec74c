import { z } from 'zod'
import type { Component, PartStatus } from '../component.ts'
import { dockerComponent } from '../docker/component.ts'
import { removeLabelled } from '../docker/removal.ts'
import { labelsOf, nameOf } from '../run/run.ts'
import { bothStarted } from '../testcontainers/both-started.ts'
import { labelRecord } from '../testcontainers/label-record.ts'
import { POSTGRES_PORT, POSTGRES_USER, REDIS_PORT, serverSchema, urlOf } from './addresses.ts'
import { Connection } from './connection.ts'
import { startPostgres, startRedis } from './containers.ts'
import { createDatabases, ledgersOf } from './provision.ts'
import { answersPing } from './redis-ping.ts'

const factsSchema = z.strictObject({
  postgres: serverSchema.extend({ container: z.string() }),
  /** Databases on it, named as the fleet names them. */
  databases: z.array(z.string()),
  redis: z.strictObject({
    /** Port of 127.0.0.1. */
    port: z.number(),
    /** `host:port` on the run's network. */
    inside: z.string(),
    container: z.string(),
  }),
})
export type DatabaseFacts = z.output<typeof factsSchema>

/** The names of the servers on the run's network. */
const POSTGRES_ALIAS = 'seatrial-postgres'
const REDIS_ALIAS = 'seatrial-redis'

/** PostgreSQL with the fleet's databases, and Redis. */
export const databasesComponent: Component<DatabaseFacts> = {
  name: 'databases',
  needs: [dockerComponent],
  facts: factsSchema,
  wanted: ({ needs }) => needs.has('databases'),

  async up({ run, fleet, signal, factsOf }) {
    const { network } = factsOf(dockerComponent)
    const on = (part: string, alias: string) => ({
      name: nameOf(run, part),
      labels: { ...labelRecord(run, 'databases'), 'seatrial.part': part },
      network: { name: network, alias },
      signal,
    })
    const [postgres, redis] = await bothStarted(
      startPostgres(on('postgres', POSTGRES_ALIAS)),
      startRedis(on('redis', REDIS_ALIAS)),
    )
    const server = {
      port: postgres.getPort(),
      inside: `${POSTGRES_ALIAS}:${POSTGRES_PORT}`,
      user: POSTGRES_USER,
      password: postgres.getPassword(),
      container: postgres.getId(),
    }
    const databases = ledgersOf(fleet.databases)
    await createDatabases(server, databases, signal)
    return {
      postgres: server,
      databases: databases.map(({ name }) => name),
      redis: { port: redis.getPort(), inside: `${REDIS_ALIAS}:${REDIS_PORT}`, container: redis.getId() },
    }
  },

  down: (run) => removeLabelled(labelsOf(run, 'databases')),

  status: (_run, facts, signal) => Promise.all([postgresStatus(facts, signal), redisStatus(facts, signal)]),
}

async function postgresStatus({ postgres, databases }: DatabaseFacts, signal: AbortSignal): Promise<PartStatus> {
  const name = 'postgres'
  try {
    await using connection = await Connection.open(urlOf(postgres, 'postgres'), 'seatrial status', signal)
    const [server] = await connection.rows<{ version: string }>(
      "SELECT current_setting('server_version') AS version",
      [],
      signal,
    )
    const detail = `version ${server?.version ?? '?'} on 127.0.0.1:${postgres.port}, ${databases.length} databases`
    return { name, isUp: true, detail }
  } catch (error) {
    signal.throwIfAborted()
    return {
      name,
      isUp: false,
      detail: `127.0.0.1:${postgres.port}: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}

async function redisStatus({ redis }: DatabaseFacts, signal: AbortSignal): Promise<PartStatus> {
  const isUp = await answersPing(redis.port, signal)
  const detail = isUp ? `127.0.0.1:${redis.port}` : `nothing answers on 127.0.0.1:${redis.port}`
  return { name: 'redis', isUp, detail }
}
