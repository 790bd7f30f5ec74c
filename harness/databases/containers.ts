import { randomBytes } from 'node:crypto'
import { PostgreSqlContainer, type StartedPostgreSqlContainer } from '@testcontainers/postgresql'
import { RedisContainer, type StartedRedisContainer } from '@testcontainers/redis'
import { ensureImage } from '../docker/image.ts'
import { bindToLoopback } from '../testcontainers/loopback.ts'
import { startContainer } from '../testcontainers/start-container.ts'
import { POSTGRES_USER } from './addresses.ts'

/** How a database container is started. */
export interface ContainerSettings {
  readonly name: string
  /** Labels that this container alone carries. */
  readonly labels: Readonly<Record<string, string>>
  /** A Docker network, and the name that the container has on it. */
  readonly network?: { readonly name: string; readonly alias: string }
  readonly signal: AbortSignal
}

class LoopbackPostgres extends PostgreSqlContainer {
  protected override async beforeContainerCreated(): Promise<void> {
    bindToLoopback(this.hostConfig)
  }
}

class LoopbackRedis extends RedisContainer {
  protected override async beforeContainerCreated(): Promise<void> {
    bindToLoopback(this.hostConfig)
  }
}

/** What a server that holds nothing of value may leave out to be fast: it need not survive a crash (PostgreSQL manual, "Non-Durable Settings"). */
const NON_DURABLE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/** Starts PostgreSQL on a port of 127.0.0.1, with a password of its own. */
export async function startPostgres(settings: ContainerSettings): Promise<StartedPostgreSqlContainer> {
  const container = new LoopbackPostgres(await ensureImage('postgres', settings.signal))
    .withDatabase('postgres')
    .withUsername(POSTGRES_USER)
    .withPassword(randomBytes(12).toString('hex'))
    .withCommand(['postgres', ...NON_DURABLE.flatMap((setting) => ['-c', setting])])
  prepare(container, settings)
  const { labels, signal } = settings
  return await startContainer({ image: 'postgres', labels, signal, start: () => container.start() })
}

/** Starts Redis on a port of 127.0.0.1, without a password. */
export async function startRedis(settings: ContainerSettings): Promise<StartedRedisContainer> {
  const container = new LoopbackRedis(await ensureImage('redis', settings.signal))
  prepare(container, settings)
  const { labels, signal } = settings
  return await startContainer({ image: 'redis', labels, signal, start: () => container.start() })
}

function prepare(container: LoopbackPostgres | LoopbackRedis, { name, labels, network }: ContainerSettings): void {
  container
    .withAutoCleanup(false)
    .withName(name)
    .withLabels({ ...labels })
  if (network !== undefined) container.withNetworkMode(network.name).withNetworkAliases(network.alias)
}
