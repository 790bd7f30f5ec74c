import { randomBytes } from 'node:crypto'
import { POSTGRES_USER, type PostgresServer, urlOf } from '../databases/addresses.ts'
import type { DatabaseFacts } from '../databases/component.ts'
import { Connection, quoted } from '../databases/connection.ts'
import { startPostgres, startRedis } from '../databases/containers.ts'
import { createLedger } from '../databases/ledger.ts'
import { removeLabelled } from '../docker/removal.ts'
import { nameOf, type Run } from '../run/run.ts'
import { bothStarted } from '../testcontainers/both-started.ts'
import { labelRecord } from '../testcontainers/label-record.ts'

/** Bookings that a suite's database starts with. */
const BOOKINGS = 1_000

/** The database and the cache of a suite, with one database for each worker. Disposing of it leaves nothing. */
export interface SuiteState extends AsyncDisposable {
  /** URLs of the databases, one a worker. */
  readonly databases: readonly string[]
  readonly redisPort: number
  /** First part of the keys in the cache. */
  readonly prefix: string
  [Symbol.asyncDispose](): Promise<void>
}

/** Containers for one run of a suite alone. */
export async function ownContainers(run: Run, workers: number, signal: AbortSignal): Promise<SuiteState> {
  const id = randomBytes(4).toString('hex')
  const labels = { ...labelRecord(run, 'suites'), 'seatrial.suite': id }
  const remove = () => removeLabelled([`seatrial.suite=${id}`])
  const settings = (part: string) => ({
    name: nameOf(run, `suite-${id}-${part}`),
    labels: { ...labels, 'seatrial.part': part },
    signal,
  })
  try {
    const [postgres, redis] = await bothStarted(startPostgres(settings('postgres')), startRedis(settings('redis')))
    const server = { port: postgres.getPort(), inside: '', user: POSTGRES_USER, password: postgres.getPassword() }
    const databases = await createWorkerDatabases(server, id, workers, signal)
    return { databases, redisPort: redis.getPort(), prefix: id, [Symbol.asyncDispose]: remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/** Databases on the servers that all suites share; the suites have to take turns. */
export async function sharedDatabases(facts: DatabaseFacts, workers: number, signal: AbortSignal): Promise<SuiteState> {
  const prefix = 'suite'
  const { postgres, redis } = facts
  const dispose = () => dropWorkerDatabases(postgres, prefix, new AbortController().signal)
  await dropWorkerDatabases(postgres, prefix, signal)
  try {
    const databases = await createWorkerDatabases(postgres, prefix, workers, signal)
    return { databases, redisPort: redis.port, prefix, [Symbol.asyncDispose]: dispose }
  } catch (error) {
    await dispose()
    throw error
  }
}

/** One database with the schema, as the template of those of the workers. */
async function createWorkerDatabases(
  server: PostgresServer,
  prefix: string,
  workers: number,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const template = `${prefix}-template`
  await using admin = await Connection.open(urlOf(server, 'postgres'), 'seatrial suites', signal)
  await admin.run(`CREATE DATABASE ${quoted(template)}`, signal)
  {
    await using connection = await Connection.open(urlOf(server, template), 'seatrial suites', signal)
    for (const statement of createLedger(BOOKINGS)) await connection.run(statement, signal)
  }
  const names = Array.from({ length: workers }, (_, index) => `${prefix}-${index}`)
  for (const name of names) {
    await admin.run(`CREATE DATABASE ${quoted(name)} TEMPLATE ${quoted(template)}`, signal)
  }
  return names.map((name) => urlOf(server, name))
}

async function dropWorkerDatabases(server: PostgresServer, prefix: string, signal: AbortSignal): Promise<void> {
  await using admin = await Connection.open(urlOf(server, 'postgres'), 'seatrial suites', signal)
  const ours = 'SELECT datname AS name FROM pg_database WHERE datname ~ $1'
  const pattern = `^${prefix}-(template|[0-9]+)$`
  for (const { name } of await admin.rows<{ name: string }>(ours, [pattern], signal)) {
    await admin.run(`DROP DATABASE ${quoted(name)} WITH (FORCE)`, signal)
  }
}
