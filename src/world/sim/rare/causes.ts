import type { Key } from '../../../random/index.ts'
import { PURPOSE } from '../purpose.ts'

/** Yes/no draws with which something wrong enters a deployment. One that strikes is enough for a failure, if nothing stops it. */
export const CAUSES = {
  'code defect': PURPOSE.defect,
  'wrong manual step': PURPOSE.stepError,
  'bad migration': PURPOSE.migrationFailure,
  'coupled change': PURPOSE.coupled,
  'stale build': PURPOSE.staleHit,
} as const satisfies Record<string, Key>
export type CauseName = keyof typeof CAUSES

/** Yes/no draws that decide whether something wrong gets as far as users, and how it shows there. */
export const GUARDS = {
  'defect crashes': PURPOSE.symptom,
  'unit tests catch': PURPOSE.unitCatches,
  'integration tests catch': PURPOSE.integrationCatches,
  'staging catches': PURPOSE.stagingCatches,
  'database changes': PURPOSE.databaseChange,
  'validation catches': PURPOSE.validationCatches,
  'self check catches': PURPOSE.selfCheck,
  'wrong step does harm': PURPOSE.damage,
} as const satisfies Record<string, Key>
export type GuardName = keyof typeof GUARDS

/** Names of all causes, in order. */
export const CAUSE_NAMES = Object.keys(CAUSES) as readonly CauseName[]
/** Names of all guards, in order. */
export const GUARD_NAMES = Object.keys(GUARDS) as readonly GuardName[]
