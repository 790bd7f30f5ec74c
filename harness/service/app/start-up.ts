import { setTimeout as pause } from 'node:timers/promises'
import type { Backends } from './backends.ts'
import type { Instance } from './instance.ts'

const POLL_MS = 200

/** Takes its time, waits for what it cannot do without, and then serves. Rejects when something needed was not ready in time. */
export async function startUp(instance: Instance, backends: Backends): Promise<void> {
  const { settings, draws } = instance
  await Promise.all([pause(draws.fromQuantiles(settings.startup, 'startup')), untilNeededReady(instance, backends)])
  instance.servingSince = performance.now()
  if (instance.phase === 'starting') instance.phase = 'serving'
}

async function untilNeededReady({ settings }: Instance, backends: Backends): Promise<void> {
  const end = performance.now() + settings.needsTimeout
  for (const name of settings.needs) {
    while (!(await backends.isReady(name))) {
      if (performance.now() > end) throw new Error(`the dependency ${name} is not ready`)
      await pause(POLL_MS)
    }
  }
}
