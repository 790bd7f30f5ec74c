import { minutes } from '../units.ts'
import { settingOf, switchOf } from './guard.ts'

/** A Terraform state for each team, so that teams do not wait for each other. */
export const teamStates = settingOf(
  { name: 'team-states', label: 'a Terraform state for each team', effect: 'prevents' },
  'terraform',
  {
    isOn: ({ states }) => states === 'per-team',
    set: (job, on) => ({ ...job, states: on ? 'per-team' : 'per-region' }),
  },
)

/** A run waits for a state that is locked, and does not fail at once. */
export const lockTimeout = settingOf(
  { name: 'lock-timeout', label: 'waiting for a locked state (-lock-timeout)', effect: 'prevents' },
  'terraform',
  {
    isOn: ({ lockTimeoutMs }) => lockTimeoutMs > 0,
    set: (job, on) => ({ ...job, lockTimeoutMs: on ? minutes(5) : 0 }),
  },
)

/** A person reads a plan that changes something before it is applied. */
export const planReview = settingOf(
  { name: 'plan-review', label: 'the review of plans', effect: 'stops' },
  'terraform',
  {
    isOn: ({ review }) => review !== 'none',
    set: (job, on) => ({ ...job, review: on ? 'changes' : 'none' }),
  },
)

/** Drift is looked for, and repaired, every day. */
export const driftDetection = switchOf(
  { name: 'drift-detection', label: 'daily drift detection', effect: 'prevents' },
  'dailyDriftDetection',
)

/** A migration is tried on a copy of production first. */
export const validatedMigrations = settingOf(
  { name: 'validated-migrations', label: 'migrations tried on a copy of production', effect: 'stops' },
  'migrate',
  { isOn: ({ validated }) => validated, set: (job, on) => ({ ...job, validated: on }) },
)

/** Migrations are expand/contract only, so that the version before can live with them. */
export const compatibleMigrations = settingOf(
  { name: 'compatible-migrations', label: 'backward-compatible migrations only', effect: 'prevents' },
  'migrate',
  { isOn: ({ backwardCompatible }) => backwardCompatible, set: (job, on) => ({ ...job, backwardCompatible: on }) },
)
