import { setTimeout as pause } from 'node:timers/promises'
import type { Backends } from './backends.ts'
import type { Instance } from './instance.ts'

const POLL_MS = 200

/** Takes its time, waits for what it cannot do without, and then serves. Rejects when something needed was not ready in time. */
export async function startUp(instance: Instance, backends: Backends): Promise<void> {
  const { settings, draws, release } = instance
  const time = draws.fromQuantiles(settings.startup, 'startup') * (release.faults.startupFactor ?? 1)
  await Promise.all([pause(time), untilNeededReady(instance, backends)])
  instance.servingSince = performance.now()
  if (instance.phase === 'starting') instance.phase = 'serving'
}

async function untilNeededReady({ settings, release }: Instance, backends: Backends): Promise<void> {
  const end = performance.now() + settings.needsTimeout
  const until = async (name: string, isReady: () => Promise<boolean>): Promise<void> => {
    while (!(await isReady())) {
      if (performance.now() > end) throw new Error(`the dependency ${name} is not ready`)
      await pause(POLL_MS)
    }
  }
  for (const name of settings.needs) await until(name, () => backends.isReady(name))
  const { needs } = release.faults
  if (needs !== undefined) await until(needs, () => backends.answers(needs))
}
