import type { Outcome } from './outcome.ts'

/** Kinds of things that go wrong, by where they come in and by what could stop them. */
export const FAMILIES = [
  'change',
  'release',
  'start-up',
  'build-cache',
  'tests',
  'infrastructure',
  'state-lock',
  'database',
  'pipeline',
  'people',
  'order',
  'platform',
  'network',
] as const
export type Family = (typeof FAMILIES)[number]

/** What went wrong in one deployment, how it got as far as it did, and who met it. Read off its recording alone. */
export interface Attribution {
  /** Fault of the scenario, or root cause, that it goes back to. */
  readonly origin: string
  readonly family: Family
  /** Stage in which it showed; `production` when no stage was running any more, or when nobody noticed. */
  readonly shownIn: string
  /** Stages that looked at the deployment with something that can show this, passed it, and did so before it showed. */
  readonly letThroughBy: readonly string[]
  /** Who met it first: a watcher of production, a gate, a controller; null when nobody did. */
  readonly caughtBy: string | null
  /** How the deployment ended; `unnoticed` when it is still in, and all is green. */
  readonly ended: Exclude<Outcome, 'succeeded'> | 'unnoticed'
}
