import { isChangeFailure, reachedProduction } from '../../model/outcome.ts'
import type { RareFailures } from '../../model/rare-failures.ts'
import { estimateAt, type RareRate } from '../../stats/index.ts'
import type { OrderedRows } from '../ordered-rows.ts'
import { RARE_METRIC, type RareSampling, rareCauses, rareRecovery, worthOf } from '../rare.ts'
import { rounded, roundedEstimate, significant } from './rounding.ts'

/** What sampling rare failures gave, for a report. `perMeasured` is what a measured plain deployment costs, warm-up included. */
export function rareFailures(
  sampling: RareSampling,
  rate: RareRate,
  { plain, confidence, perMeasured }: { plain: OrderedRows; confidence: number; perMeasured: number },
): RareFailures {
  const { rows, simulated, shares } = sampling
  const worth = worthOf(rate, reachedShare(plain))
  const recovery = rareRecovery(rows, confidence)
  return {
    metric: RARE_METRIC,
    rate: roundedEstimate(estimateAt(rate, confidence), 'ratio'),
    failures: rows.filter((row) => isChangeFailure(row.outcome)).length,
    simulated,
    effectiveSampleSize: significant(rate.effectiveSampleSize, 4),
    effectiveFailures: significant(rate.effectiveEvents, 4),
    meanWeight: significant(rate.meanWeight, 4),
    worth: worth === null ? null : Math.round(worth),
    speedUp: worth === null ? null : significant((worth * perMeasured) / simulated, 3),
    recovery: recovery.value === null ? null : { ...roundedEstimate(recovery, 'ms'), n: recovery.n },
    causes: rareCauses(rows).map((one) => ({ ...one, share: rounded(one.share, 'ratio')! })),
    forced: Object.fromEntries(Object.entries(shares).map(([cause, share]) => [cause, significant(share, 3)])),
    method: rate.method,
    caution: rate.caution,
  }
}

function reachedShare(plain: OrderedRows): number {
  let reached = 0
  for (let row = 0; row < plain.size; row++) if (reachedProduction(plain.outcome(row))) reached++
  return reached / plain.size
}
