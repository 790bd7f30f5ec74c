import type { Sides } from '../../analysis/index.ts'
import type { CheckStatus } from '../../model/check.ts'
import { decideSimGate, type Estimate } from '../../stats/index.ts'
import type { MetricSettings } from './gate-settings.ts'

/** What is decided of one metric. */
export interface Decision {
  readonly status: CheckStatus
  readonly difference: Estimate
  readonly ratio: Estimate
  readonly needed: number | null
}

/** Decides on a mean of which less is better, by the paired ratio. Where the mean before is 0, by the difference. */
export function decideMean({ a, b }: Sides, settings: MetricSettings): Decision {
  const { confidence, tolerance, concern, seed } = settings
  const gate = decideSimGate(a, b, { confidence, leastRatio: 1 + tolerance, concern: 1 + concern, seed })
  const { status, difference, ratio, needed } = gate
  if (status !== 'inconclusive' || ratio.value !== null) return { status, difference, ratio, needed }
  if (difference.low !== null && difference.low > 0) return { status: 'regression', difference, ratio, needed: null }
  if (difference.high !== null && difference.high <= 0) return { status: 'pass', difference, ratio, needed: null }
  return { status, difference, ratio, needed }
}
