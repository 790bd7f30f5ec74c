import { setTimeout as pause } from 'node:timers/promises'
import type { Backends } from './backends.ts'
import { type Answer, identity } from './health.ts'
import type { Instance } from './instance.ts'

/** The header that counts how far a request has come along the call graph. */
export const DEPTH_HEADER = 'seatrial-depth'

/** Does what a request asks for: takes its time, uses the database and the cache, calls the dependencies, and fails sometimes. */
export async function work(instance: Instance, backends: Backends, depth: number): Promise<Answer> {
  const { settings, faults, draws } = instance
  if (!instance.isStarted) return { status: 503, body: 'starting\n' }
  const isWarm = performance.now() - instance.servingSince >= settings.warmUp
  const own = draws.fromQuantiles(settings.latency, 'latency') * (isWarm ? 1 : settings.warmUpFactor)
  const isSlow = draws.uniform('slow') < (faults.latencyShare ?? 1)
  const latency = own + (isSlow ? (faults.latencyMs ?? 0) : 0)
  if (latency > 0) await pause(latency)
  if (draws.uniform('error') < (faults.errorRate ?? settings.errorRate)) return { status: 500, body: 'failed\n' }
  const failed = await backends.use(depth)
  if (failed !== undefined) return { status: 502, body: `${failed} does not answer\n` }
  return { status: 200, body: JSON.stringify(identity(instance)), type: 'application/json' }
}
