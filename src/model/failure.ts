import { z } from 'zod'

/** Why a job failed, as a retry rule sees it. */
export const FAILURE_CLASSES = [
  'runner-failure',
  'script-failure',
  'timeout',
  'flaky-test',
  'defect-found',
  'vulnerability-found',
  'policy-violation',
  'registry-unavailable',
  'state-locked',
  'destructive-plan',
  'api-throttled',
  'manual-error',
  'migration-failure',
  'rollout-failure',
  'approval-refused',
  'credential-rejected',
  'cancelled',
] as const
export type FailureClass = (typeof FAILURE_CLASSES)[number]

/** What is wrong at the root: the thing that a fault, a person or chance put in. Reports count failures by it. */
export const CAUSES = [
  'code-defect',
  'flaky-test',
  'manual-error',
  'drift',
  'dependency-not-ready',
  'state-lock-conflict',
  'stale-cache',
  'vulnerability',
  'migration',
  'capacity',
  'platform',
  'fault',
] as const
export type Cause = (typeof CAUSES)[number]

/** A failure with everything that attribution needs. */
export const failureSchema = z.object({
  class: z.enum(FAILURE_CLASSES),
  cause: z.enum(CAUSES),
  message: z.string(),
  service: z.string().optional(),
  region: z.string().optional(),
  /** Fault of the scenario, or flaw of the deployment, that it goes back to. */
  origin: z.string().optional(),
  /** Instant at which the thing that failed had been put in, when known. */
  since: z.number().optional(),
})
export type Failure = z.output<typeof failureSchema>
