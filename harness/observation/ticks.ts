import type { Kernel, Process } from '../../src/kernel/index.ts'
import type { Millis } from '../../src/model/units.ts'

/** How often what the watches of a cluster know is looked at; they are told of every change at once. */
export const LOOK_MS: Millis = 200

/** Waits for the next whole multiple of an interval: everything that polls does so at its own pace, whatever happens. */
export function* untilTick(kernel: Kernel, interval: Millis): Process {
  const rest = kernel.now % interval
  if (rest > 0) yield interval - rest
}

/** Looks at intervals whether something holds, and returns when it does. */
export function* untilSeen(holds: () => boolean, interval: Millis = LOOK_MS): Process {
  while (!holds()) yield interval
}
