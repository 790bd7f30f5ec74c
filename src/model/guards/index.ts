import { contentHashKeys, provenanceCheck, retries, testReruns } from './build-and-test.ts'
import { canary, exclusiveEnvironments, smokeTest, staging, waves } from './delivery.ts'
import type { Guard } from './guard.ts'
import {
  compatibleMigrations,
  driftDetection,
  lockTimeout,
  planReview,
  teamStates,
  validatedMigrations,
} from './infrastructure.ts'
import { alerts, automaticRollback, guardedRollback, readinessRule } from './recovery.ts'

export { GUARD_EFFECTS, type Guard, type GuardEffect } from './guard.ts'

const ALL: readonly Guard[] = [
  contentHashKeys,
  provenanceCheck,
  testReruns,
  retries,
  staging,
  waves,
  canary,
  smokeTest,
  exclusiveEnvironments,
  teamStates,
  lockTimeout,
  planReview,
  driftDetection,
  validatedMigrations,
  compatibleMigrations,
  alerts,
  automaticRollback,
  guardedRollback,
  readinessRule,
]

/** Every guard by its name, in the order of a pipeline. A new one is an entry in a file beside this one, and one line here. */
export const GUARDS: ReadonlyMap<string, Guard> = new Map(ALL.map((guard) => [guard.name, guard]))
