import { StatisticsError } from '../errors.ts'
import type { Estimate } from '../estimate.ts'
import { hodgesLehmann } from '../hypothesis/hodges-lehmann.ts'
import { holm } from '../hypothesis/holm.ts'
import { signedRank } from '../hypothesis/signed-rank.ts'
import { fewestPairs, planPairs } from '../planning/pair-plan.ts'

/** One interleaved pair of real runs of one metric, in any unit; larger is worse. */
export type RunPair = { readonly baseline: number; readonly candidate: number }

/** The pairs of one gating metric; `fresh` are the confirmation's, run only after a first alarm. */
export type GateMetric = {
  readonly name: string
  readonly pairs: readonly RunPair[]
  readonly fresh?: readonly RunPair[]
}

/** The gate's settings. */
export type RealGateOptions = {
  /** Chance of a false first alarm over all metrics; 0.005. */
  readonly alpha?: number
  /** Level of the confirmation; 0.05. */
  readonly confirmAlpha?: number
  /** Smallest Hodges–Lehmann ratio that is called a regression; 1.02. */
  readonly leastRatio?: number
  /** A pass says that no slowdown as large as this is left unseen (upper 95 % bound below it); 1.05. */
  readonly concern?: number
}

/** What one set of pairs says. */
export type StageResult = {
  readonly pairs: number
  /** Hodges–Lehmann ratio candidate / baseline with its 90 % interval (each end is a 95 % one-sided bound). */
  readonly ratio: Estimate
  readonly p: number
  /** Holm-adjusted over the metrics tested together. */
  readonly adjustedP: number
  readonly alarmed: boolean
}

/** One metric's part of a decision. */
export type MetricDecision = {
  readonly name: string
  readonly status: 'pass' | 'regression' | 'inconclusive' | 'to-confirm'
  readonly first: StageResult
  readonly confirmation: StageResult | null
  /** Further pairs needed when inconclusive; null when decided or when no feasible number would do. */
  readonly needed: number | null
}

/** The gate's decision over all metrics: the worst of theirs. `to-confirm` asks for fresh pairs. */
export type GateDecision = { readonly status: MetricDecision['status']; readonly metrics: readonly MetricDecision[] }

/**
 * The regression gate for real runs (design.md §5). A metric alarms when the one-sided exact signed-rank test on the log
 * ratios of interleaved, randomly ordered pairs has a Holm-adjusted p <= alpha *and* the Hodges–Lehmann ratio is at least
 * `leastRatio`. An alarm counts only when fresh pairs repeat it (Holm over the alarmed metrics, at `confirmAlpha`).
 * Without an alarm the metric passes when the upper bound of its ratio lies below `concern`; else it is inconclusive.
 *
 * Random order inside each pair makes the signs of the log ratios independent coin tosses under "no change", whatever
 * drift the machine has: the false-alarm rate then holds exactly. Throws StatisticsError when the pairs are too few to
 * reach alpha at all (5 pairs cannot go below 1/32), or a time is not positive.
 */
export function decideRealGate(metrics: readonly GateMetric[], options: RealGateOptions = {}): GateDecision {
  const settings = { alpha: 0.005, confirmAlpha: 0.05, leastRatio: 1.02, concern: 1.05, ...options }
  const firsts = stage(
    metrics.map((m) => ({ name: m.name, pairs: m.pairs })),
    settings.alpha,
    settings.leastRatio,
  )
  const alarmed = metrics.filter((_, i) => firsts[i]!.alarmed)
  const fresh = alarmed.flatMap((m) => (m.fresh === undefined ? [] : [{ name: m.name, pairs: m.fresh }]))
  const seconds = stage(fresh, settings.confirmAlpha, settings.leastRatio)
  const decisions = metrics.map((metric, i): MetricDecision => {
    const first = firsts[i]!
    const confirmation = seconds[fresh.findIndex((m) => m.name === metric.name)] ?? null
    const shared = { name: metric.name, first, confirmation }
    if (first.alarmed && confirmation === null) return { ...shared, status: 'to-confirm', needed: null }
    if (confirmation?.alarmed) return { ...shared, status: 'regression', needed: null }
    const high = (confirmation ?? first).ratio.high
    if (high !== null && high < settings.concern) return { ...shared, status: 'pass', needed: null }
    return { ...shared, status: 'inconclusive', needed: neededPairs(metric, settings, metrics.length) }
  })
  const order = ['to-confirm', 'regression', 'inconclusive', 'pass'] as const
  return { status: order.find((status) => decisions.some((d) => d.status === status)) ?? 'pass', metrics: decisions }
}

/**
 * Throws StatisticsError unless `pairs` pairs can reach `alpha` over `metrics` metrics: the smallest p of the one-sided
 * signed-rank test is 2^−pairs.
 */
export function requireReachable(alpha: number, pairs: number, metrics = 1): void {
  const least = fewestPairs(alpha, metrics)
  if (pairs < least)
    throw new StatisticsError(
      'pairs',
      `at least ${least} pairs for alpha ${alpha}${metrics > 1 ? ` over ${metrics} metrics` : ''} (${pairs} pairs cannot go below 1/${2 ** pairs}); run more pairs or raise alpha`,
      pairs,
    )
}

function stage(metrics: readonly GateMetric[], alpha: number, leastRatio: number): StageResult[] {
  const logs = metrics.map((metric) => {
    requireReachable(alpha, metric.pairs.length, metrics.length)
    return logRatios(metric)
  })
  const p = logs.map((values) => signedRank(values, 'greater').p)
  const adjusted = holm(p)
  return logs.map((values, i) => {
    const { value, low, high, n } = hodgesLehmann(values, { confidence: 0.9 })
    const ratio = { value: exp(value), low: exp(low), high: exp(high), n }
    const alarmed = adjusted[i]! <= alpha && ratio.value! >= leastRatio
    return { pairs: n, ratio, p: p[i]!, adjustedP: adjusted[i]!, alarmed }
  })
}

/** ln(candidate / baseline) of every pair. */
export function logRatios(metric: Pick<GateMetric, 'name' | 'pairs'>): number[] {
  return metric.pairs.map(({ baseline, candidate }) => {
    if (!(baseline > 0 && candidate > 0 && Number.isFinite(baseline) && Number.isFinite(candidate)))
      throw new StatisticsError(
        metric.name,
        'positive finite measurements in every pair',
        `${baseline} and ${candidate}`,
      )
    return Math.log(candidate / baseline)
  })
}

const exp = (x: number | null): number | null => (x === null ? null : Math.exp(x))

function neededPairs(metric: GateMetric, settings: Required<RealGateOptions>, metrics: number): number | null {
  const pilot = logRatios({ name: metric.name, pairs: [...metric.pairs, ...(metric.fresh ?? [])] })
  const { alpha, confirmAlpha, leastRatio, concern } = settings
  const { pairs } = planPairs({ pilot }, { ratio: concern, alpha, confirmAlpha, leastRatio, metrics })
  return pairs === null ? null : Math.max(1, pairs - metric.pairs.length)
}
