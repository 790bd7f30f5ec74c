import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'

/** What `GET /_localstack/health` answers (docs.localstack.cloud, "Internal endpoints"); a service is `available` until its first use. */
const healthSchema = z.object({ services: z.record(z.string(), z.string()) })

const UP: readonly string[] = ['available', 'running']
const POLL_MS = 250

/** Services that are not up, each with what LocalStack says of it; none when all are. Rejects when nothing answers. */
export async function unhealthyServices(
  endpoint: string,
  services: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const response = await fetch(`${endpoint}/_localstack/health`, { signal })
  if (!response.ok) throw new TypeError(`expected status 200 of /_localstack/health, got ${response.status}`)
  const { services: states } = healthSchema.parse(await response.json())
  return services
    .filter((service) => !UP.includes(states[service] ?? ''))
    .map((service) => `${service}: ${states[service] ?? 'not offered'}`)
}

/** Waits until LocalStack offers the services. Rejects with `EnvironmentUnavailableError` that names those which it does not. */
export async function untilHealthy(
  endpoint: string,
  services: readonly string[],
  options: { readonly signal: AbortSignal; readonly limitMs: number },
): Promise<void> {
  const { signal, limitMs } = options
  const end = performance.now() + limitMs
  for (;;) {
    const missing = await lookAt(endpoint, services, signal)
    if (missing.length === 0) return
    if (performance.now() >= end) throw notHealthy(endpoint, missing)
    await pause(POLL_MS, undefined, { signal })
  }
}

async function lookAt(endpoint: string, services: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
  try {
    return await unhealthyServices(endpoint, services, signal)
  } catch (error) {
    signal.throwIfAborted()
    return [error instanceof Error ? error.message : String(error)]
  }
}

const notHealthy = (endpoint: string, missing: readonly string[]): EnvironmentUnavailableError =>
  new EnvironmentUnavailableError(`LocalStack at ${endpoint} is not healthy: ${missing.join(', ')}`, {
    where: 'localstack',
    remedy:
      'look at "docker logs" of its container, or name an image of LocalStack 4.14 (later ones ask for an account): export SEATRIAL_LOCALSTACK_IMAGE=...',
  })
