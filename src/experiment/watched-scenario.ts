import { placesOf } from '../model/place.ts'
import type { Scenario } from '../model/scenario.ts'

/** Fields of a scenario that are watched: patterns (see `placesOf`) by a name for them. */
export type Watch = Readonly<Record<string, readonly string[]>>

/** A copy of a scenario that knows which of its fields were looked at. */
export interface WatchedScenario {
  readonly scenario: Scenario
  /** Names whose fields were read so far. */
  read(): string[]
}

/**
 * Watches fields of a copy of the scenario. A stretch that never reads a constant cannot depend on it: with any other value
 * it gives the same bytes, and need not be simulated to know that. Each field tells of its first reading only and is an
 * ordinary field afterwards, so that a stretch that is watched takes no longer than another.
 */
export function watchedScenario(scenario: Scenario, watch: Watch): WatchedScenario {
  const copy = structuredClone(scenario)
  const read = new Set<string>()
  // All places are looked up before the first is watched: looking for one may pass through another.
  const watchers = new Map<Record<string, unknown>, Map<string, string[]>>()
  for (const [name, patterns] of Object.entries(watch)) {
    for (const { parent, key } of patterns.flatMap((pattern) => placesOf(copy, pattern))) {
      const keys = watchers.get(parent) ?? new Map<string, string[]>()
      watchers.set(parent, keys.set(key, [...(keys.get(key) ?? []), name]))
    }
  }
  for (const [parent, keys] of watchers) {
    for (const [key, names] of keys) {
      tellFirstReading(parent, key, () => {
        for (const name of names) read.add(name)
      })
    }
  }
  return { scenario: copy, read: () => [...read] }
}

function tellFirstReading(parent: Record<string, unknown>, key: string, tell: () => void): void {
  const value = parent[key]
  const common = { configurable: true, enumerable: true }
  Object.defineProperty(parent, key, {
    ...common,
    get: () => {
      tell()
      Object.defineProperty(parent, key, { ...common, writable: true, value })
      return value
    },
  })
}
