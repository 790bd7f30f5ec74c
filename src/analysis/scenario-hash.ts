import { createHash } from 'node:crypto'
import type { Scenario } from '../model/scenario.ts'

/** `sha256:` and the hash of the scenario's canonical JSON: equal for equal scenarios, whatever file they came from. */
export function scenarioHash(scenario: Scenario): string {
  return `sha256:${createHash('sha256').update(canonicalJson(scenario)).digest('hex')}`
}

/** JSON with the keys of every object in code-unit order and without white space; properties that are undefined are left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  )
}
