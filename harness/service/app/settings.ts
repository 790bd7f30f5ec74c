import { hostname } from 'node:os'

/** A service that this one calls. */
export interface Dependency {
  readonly name: string
  readonly url: string
}

/** How this instance behaves when nothing is wrong. Durations in milliseconds. */
export interface Settings {
  readonly service: string
  readonly region: string
  readonly version: string
  /** Name of the pod, or of the machine. */
  readonly instance: string
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly controlPort: number
  /** Quantiles of the time from the start of the process to the first request that it can answer. */
  readonly startup: readonly number[]
  /** Quantiles of the time that it works on one request. */
  readonly latency: readonly number[]
  /** For so long after the start up requests take {@link warmUpFactor} times as long (caches and compilers are cold). */
  readonly warmUp: number
  readonly warmUpFactor: number
  /** Quantiles of the time from SIGTERM to the closing of the port: not ready, and still serving. Undefined: it ends at once. */
  readonly drain: readonly number[] | undefined
  /** Share of requests that fail. */
  readonly errorRate: number
  /** Memory held from the start on, beside what Node needs. */
  readonly memoryMiB: number
  readonly dependencies: readonly Dependency[]
  /** How far a request is passed on along the call graph. */
  readonly depth: number
  readonly timeout: number
  /** Names of the dependencies that have to be ready before this service can start; it exits when they are not in time. */
  readonly needs: readonly string[]
  readonly needsTimeout: number
  /** `postgres://user:password@host:port/database` */
  readonly postgres: URL | undefined
  /** `redis://host:port` */
  readonly redis: URL | undefined
  readonly seed: string
}

type Env = Readonly<Record<string, string | undefined>>

/** Reads the settings from environment variables: the names of the fields in capitals. Throws on what cannot be understood. */
export function readSettings(env: Env): Settings {
  const dependencies = words(env.DEPENDENCIES).map(parseDependency)
  return {
    service: env.SERVICE ?? 'service',
    region: env.REGION ?? 'local',
    version: env.VERSION ?? '0',
    instance: env.INSTANCE ?? hostname(),
    host: env.HOST ?? '0.0.0.0',
    port: number(env, 'PORT', 8_080),
    controlPort: number(env, 'CONTROL_PORT', 9_090),
    startup: numbers(env, 'STARTUP_MS', [0]),
    latency: numbers(env, 'LATENCY_MS', [0]),
    warmUp: number(env, 'WARM_UP_MS', 0),
    warmUpFactor: number(env, 'WARM_UP_FACTOR', 3),
    drain: env.DRAIN_MS === 'off' ? undefined : numbers(env, 'DRAIN_MS', [0]),
    errorRate: number(env, 'ERROR_RATE', 0),
    memoryMiB: number(env, 'MEMORY_MIB', 0),
    dependencies,
    depth: number(env, 'DEPTH', 2),
    timeout: number(env, 'TIMEOUT_MS', 2_000),
    needs: words(env.NEEDS),
    needsTimeout: number(env, 'NEEDS_TIMEOUT_MS', 10_000),
    postgres: env.POSTGRES_URL ? new URL(env.POSTGRES_URL) : undefined,
    redis: env.REDIS_URL ? new URL(env.REDIS_URL) : undefined,
    seed: env.SEED ?? '1',
  }
}

const words = (text: string | undefined): string[] => (text ?? '').split(/\s+/).filter((word) => word !== '')

function parseDependency(text: string): Dependency {
  const cut = text.indexOf('=')
  if (cut < 1) throw new Error(`DEPENDENCIES: expected name=url, got "${text}"`)
  return { name: text.slice(0, cut), url: new URL(text.slice(cut + 1)).href }
}

function number(env: Env, name: string, otherwise: number): number {
  const [value = otherwise, ...more] = numbers(env, name, [otherwise])
  if (more.length > 0) throw new Error(`${name}: expected one number, got "${env[name]}"`)
  return value
}

function numbers(env: Env, name: string, otherwise: readonly number[]): readonly number[] {
  const text = env[name]
  if (text === undefined || text === '') return otherwise
  const values = text.split(',').map(Number)
  if (values.every((value) => Number.isFinite(value) && value >= 0)) return values
  throw new Error(`${name}: expected numbers >= 0, got "${text}"`)
}
