import type { Process } from '../kernel/index.ts'
import type { JobId } from '../model/events.ts'
import type { Context } from './context.ts'

/**
 * Waits until this deployment has the environment to itself, where the pipeline is exclusive. It keeps it until it is
 * healthy or has been recovered from, so that a later deployment does not roll over an incident.
 */
export function* enterEnvironment(name: 'staging' | 'production', job: JobId, context: Context): Process {
  const { kernel, pipeline, environments } = context.shared
  const lock = environments[name]
  if (!pipeline.exclusive || context.held.has(lock)) return
  const from = kernel.now
  if (!lock.tryAcquire(context.label)) yield lock.request(context.label)
  context.held.add(lock)
  context.record({ kind: 'lock', at: kernel.now, job, lock: name, wait: kernel.now - from, acquired: true })
}

/** Lets the next deployment in. */
export function releaseEnvironments(context: Context): void {
  for (const lock of context.held) lock.release(context.label)
  context.held.clear()
}
