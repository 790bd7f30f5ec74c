import { setTimeout as pause } from 'node:timers/promises'
import type { Release } from '../releases/releases.ts'
import type { ServiceDoor } from './service-door.ts'

/** How often a service is asked at most until one of its new pods answers, and how long to wait in between. */
const ASKS = 20
const PAUSE_MS = 500

/**
 * Compares what a service was built from with what was to be deployed: the only look that finds a stale build, whose pods carry the new
 * version and do all that they should. Returns what is wrong; undefined when nothing is, or when no new pod answers, which is for
 * others to notice.
 */
export async function staleness(
  release: Release,
  place: string,
  door: ServiceDoor,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (let ask = 0; ask < ASKS; ask++) {
    const identity = await door.identity(place, release.service, signal)
    // The version is what was deployed: another one means that an old pod has answered.
    if (identity?.version === release.revision) {
      if (identity.revision === release.revision) return undefined
      return `${release.service} runs revision ${identity.revision}, not ${release.revision}`
    }
    await pause(PAUSE_MS, undefined, { signal })
  }
  return undefined
}
