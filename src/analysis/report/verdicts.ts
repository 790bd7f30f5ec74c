import type { Verdict } from '../../model/report.ts'
import type { Target } from '../../model/target.ts'
import {
  type Claim,
  claimLocation,
  claimQuantile,
  claimRate,
  type RateEstimate,
  reproduction,
  type Verdict as StatisticalVerdict,
} from '../../stats/index.ts'
import { type Figures, QUANTILES } from './figures.ts'
import { rounded, roundedEstimate, significant, type Unit } from './rounding.ts'
import { targetText } from './target-text.ts'

/**
 * The verdict on a target. The target must name a figure that there is: `targetProblems` finds those that do not.
 *
 * `needed` counts deployments. Where a metric is measured in some deployments only (recovery), the number of further
 * observations is scaled by the share of deployments that gave one; with sampled rare failures, by the deployments of the run
 * that come with a sample.
 */
export function verdictOn(target: Target, figures: Figures): Verdict {
  const { metric, statistic, kind } = target
  const unit = figures.unit(metric)!
  const estimate = figures.estimate(metric, statistic, target.confidence)!
  const band = target.kind === 'reproduction' ? bandOf(target) : null
  const verdict = target.kind === 'claim' ? claimed(target, figures) : reproduction(estimate, bandOf(target))
  const counted = statistic === 'rate' && figures.rareRate(metric) === undefined
  const perDeployment = counted || estimate.n === 0 ? 1 : figures.rows.size / estimate.n
  return {
    target: targetText(target, unit),
    kind,
    metric,
    statistic,
    goal: { comparison: target.kind === 'claim' ? target.comparison : 'reproduces', value: target.value },
    observed: roundedEstimate(estimate, unit),
    ...fewerIndependent(counted ? figures.rate(metric, target.confidence) : undefined),
    bound: { ...verdict.bound, value: bounded(verdict.bound, unit) },
    band: band === null ? null : { low: significant(band.low, 12), high: significant(band.high, 12) },
    status: verdict.status,
    needed: verdict.needed === null ? null : Math.ceil(verdict.needed * perDeployment),
  }
}

function fewerIndependent(rate: RateEstimate | undefined): Pick<Verdict, 'effectiveN'> {
  const effectiveN = rate?.effectiveN ?? null
  return rate === undefined || effectiveN === null || effectiveN >= rate.n
    ? {}
    : { effectiveN: significant(effectiveN, 6) }
}

const bandOf = ({ value, tolerance, absolute }: Extract<Target, { kind: 'reproduction' }>) => {
  const half = absolute ? tolerance : Math.abs(value) * tolerance
  return { low: value - half, high: value + half }
}

function claimed(target: Extract<Target, { kind: 'claim' }>, figures: Figures): StatisticalVerdict {
  const { metric, statistic, value: limit, confidence } = target
  const comparison = target.comparison === 'at-most' ? 'atMost' : 'atLeast'
  const claim: Claim = { comparison, limit, confidence }
  if (statistic === 'rate') {
    const sampled = figures.rareRate(metric)
    return sampled === undefined ? claimRate(figures.rate(metric, confidence)!, claim) : claimLocation(sampled, claim)
  }
  const found = figures.metric(metric)!
  if (statistic === 'mean') return claimLocation(figures.mean(found), claim)
  const q = QUANTILES[statistic]
  return q === undefined ? maxClaim(figures.max(found), claim) : claimQuantile(figures.clusters(found), q, claim)
}

/** A claim about the largest value speaks of the runs that there were, and is decided by looking. */
function maxClaim(max: number | null, { comparison, limit, confidence = 0.95 }: Claim): StatisticalVerdict {
  const bound = { side: comparison === 'atMost' ? 'upper' : 'lower', confidence, value: max } as const
  if (max === null) return { status: 'inconclusive', bound, needed: null }
  const met = comparison === 'atMost' ? max <= limit : max >= limit
  return { status: met ? 'pass' : 'fail', bound, needed: null }
}

/** A bound is rounded away from the estimate, so that a printed bound never claims more than was shown. */
function bounded({ side, value }: StatisticalVerdict['bound'], unit: Unit): number | null {
  const near = rounded(value, unit)
  if (near === null || value === null) return null
  const grain = unit === 'ms' ? 0.1 : 10 ** (Math.floor(Math.log10(Math.abs(value) || 1)) - 5)
  if (side === 'upper' && near < value) return rounded(near + grain, unit)
  return side === 'lower' && near > value ? rounded(near - grain, unit) : near
}
