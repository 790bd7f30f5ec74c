import { setTimeout as pause } from 'node:timers/promises'
import type { Instance } from './instance.ts'
import { Postgres } from './postgres.ts'
import { Redis } from './redis.ts'
import type { Dependency } from './settings.ts'
import { DEPTH_HEADER } from './work.ts'

/** Everything that an instance talks to: its database, its cache, and the services that it depends on. */
export class Backends {
  private readonly instance: Instance
  private readonly postgres: Postgres | undefined
  private readonly redis: Redis | undefined

  constructor(instance: Instance) {
    const { postgres, redis, timeout } = instance.settings
    this.instance = instance
    this.postgres = postgres === undefined ? undefined : new Postgres(postgres, timeout)
    this.redis = redis === undefined ? undefined : new Redis(redis, timeout)
  }

  /** Uses all of them once; returns the name of the first that failed. Dependencies are called side by side. */
  async use(depth: number): Promise<string | undefined> {
    const { settings } = this.instance
    const uses: Promise<string | undefined>[] = []
    if (this.redis !== undefined) uses.push(this.attempt('redis', this.redis.ping()))
    if (this.postgres !== undefined) uses.push(this.attempt('postgres', this.postgres.query('select 1')))
    if (depth < settings.depth) {
      for (const dependency of settings.dependencies) {
        uses.push(this.attempt(dependency.name, this.call(dependency, '/', depth + 1)))
      }
    }
    return (await Promise.all(uses)).find((name) => name !== undefined)
  }

  /** Whether a dependency says that it is ready. */
  async isReady(name: string): Promise<boolean> {
    const dependency = this.instance.settings.dependencies.find((one) => one.name === name)
    if (dependency === undefined) throw new Error(`NEEDS: expected one of DEPENDENCIES, got "${name}"`)
    return (await this.attempt(name, this.call(dependency, '/health/ready', 0))) === undefined
  }

  /** Whether something that is no dependency of the service answers at a URL. */
  async answers(url: string): Promise<boolean> {
    try {
      await this.call({ name: url, url }, '', 0)
      return true
    } catch {
      return false
    }
  }

  close(): void {
    this.postgres?.close()
    this.redis?.close()
  }

  private async call(dependency: Dependency, path: string, depth: number): Promise<void> {
    const { callDelayMs = 0, callTimeoutMs = this.instance.settings.timeout } = this.instance.faults
    const signal = AbortSignal.timeout(callTimeoutMs)
    if (callDelayMs > 0) await pause(callDelayMs, undefined, { signal })
    const response = await fetch(new URL(path, dependency.url), { headers: { [DEPTH_HEADER]: String(depth) }, signal })
    await response.arrayBuffer()
    if (!response.ok) throw new Error(`${dependency.name} answered ${response.status}`)
  }

  private async attempt(name: string, use: Promise<unknown>): Promise<string | undefined> {
    try {
      await use
      this.instance.metrics.called(name, true)
      return undefined
    } catch {
      this.instance.metrics.called(name, false)
      return name
    }
  }
}
