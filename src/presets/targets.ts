import { mean, p95, rate, type TargetInput } from '../model/target.ts'
import { minutes } from '../model/units.ts'

/** What can be chosen of ready targets. */
export interface TargetOptions {
  /** One-sided confidence of every claim; 0.95 unless given. */
  readonly confidence?: number
}

/**
 * The published goals of the improved pipeline as claims: deployments take 18 min on average and 24 min at P95, 0.3 % of
 * the changes fail, recovery takes 8 min on average (The 18-Minute Deployment, results table).
 */
export function referenceTargets({ confidence = 0.95 }: TargetOptions = {}): TargetInput[] {
  return [
    mean('deployment.duration').atMost(minutes(18), { confidence }),
    p95('deployment.duration').atMost(minutes(24), { confidence }),
    rate('change.failure.rate').atMost(0.003, { confidence }),
    mean('recovery.duration').atMost(minutes(8), { confidence }),
  ]
}

/**
 * The stricter service-level objectives that the same engineers put on their dashboards: duration < 20 min, success
 * > 99.5 %, time to detect < 2 min, time to recover < 5 min. Two choices are ours, because the dashboards do not say: times
 * are means, and success is that of the changes that reached production. `<` is read as "at most": between the two lies
 * less than any measurement.
 */
export function dashboardTargets({ confidence = 0.95 }: TargetOptions = {}): TargetInput[] {
  return [
    mean('deployment.duration').atMost(minutes(20), { confidence }),
    rate('change.failure.rate').atMost(0.005, { confidence }),
    mean('recovery.detect').atMost(minutes(2), { confidence }),
    mean('recovery.duration').atMost(minutes(5), { confidence }),
  ]
}
