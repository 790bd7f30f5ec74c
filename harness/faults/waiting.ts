import { setTimeout as pause } from 'node:timers/promises'

/** How often something is looked at again. */
const POLL_MS = 250

/** Looks again and again until something holds. Rejects when it does not within the limit, saying `what` was waited for. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  of: { readonly signal?: AbortSignal; readonly limitMs: number },
): Promise<void> {
  const end = performance.now() + of.limitMs
  while (!(await holds())) {
    if (performance.now() > end) throw new RangeError(`waited ${of.limitMs / 1_000} s in vain until ${what}`)
    await pause(POLL_MS, undefined, { ...(of.signal === undefined ? {} : { signal: of.signal }) })
  }
}

/** Does something every so often until the signal is aborted, and then ends without an error. */
export async function repeatedly(everyMs: number, signal: AbortSignal, act: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    try {
      await act()
      await pause(everyMs, undefined, { signal })
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
}

/** The signal of what puts things back: it ends by itself, and by nothing else. */
export const removalSignal = (): AbortSignal => AbortSignal.timeout(240_000)
