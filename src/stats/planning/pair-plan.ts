import { openUnit, StatisticsError, wholeNumber } from '../errors.ts'
import { type Generator, generator } from '../generator.ts'
import { hodgesLehmann } from '../hypothesis/hodges-lehmann.ts'
import { signedRankCritical } from '../hypothesis/signed-rank.ts'
import { normalQuantile } from '../special/normal.ts'

/** What is known of the noise of log(candidate / baseline) between equal versions. */
export type PairNoise =
  /** Its standard deviation: 5 % noise a run makes 0.05 · √2 a pair. Taken to be normal. */
  | { readonly sigma: number }
  /** Log ratios of pairs that were run: their shape (spikes) is used, around their centre. */
  | { readonly pilot: readonly number[] }

/** What the gate is to find, and how surely. */
export type PairPlanOptions = {
  /** The slowdown to be found, as a ratio: 1.05. */
  readonly ratio: number
  readonly alpha: number
  /** Level of the confirmation on as many fresh pairs; 1 plans for a single stage. */
  readonly confirmAlpha?: number
  /** The Hodges–Lehmann ratio that both stages must also reach. */
  readonly leastRatio?: number
  readonly power?: number
  /** Gating metrics that share alpha (Holm): the worst case alpha / metrics is planned for. */
  readonly metrics?: number
  readonly seed?: number
}

/** A sample size and what it is good for. */
export type PairPlan = {
  /** Pairs a stage; null when more than `MOST_PAIRS` would be needed. */
  readonly pairs: number | null
  /** Simulated power at `pairs` (or at the most pairs). */
  readonly power: number
}

/** Beyond this many pairs a plan is not feasible on real clusters and is refused. */
export const MOST_PAIRS = 400

const REPETITIONS = 2_000

/** The fewest pairs at which the one-sided signed-rank test can reach alpha / metrics at all: 2^−n <= α. */
export function fewestPairs(alpha: number, metrics = 1): number {
  return Math.ceil(Math.log2(wholeNumber('metrics', metrics, 1) / openUnit('alpha', alpha)) - 1e-9)
}

/**
 * Pairs a stage for the gate to find `ratio` with `power` (0.95): both of its stages are simulated on the given noise,
 * 2,000 times a candidate size. A pilot's noise is first widened to the upper 90 % confidence limit of its standard
 * deviation, because a plan on the estimate itself falls short about every other time (R. H. Browne 1995, Statistics in
 * Medicine 14).
 */
export function planPairs(noise: PairNoise, options: PairPlanOptions): PairPlan {
  const { ratio, alpha, confirmAlpha = 0.05, leastRatio = 1.02, power = 0.95, metrics = 1, seed = 1 } = options
  if (!(ratio > leastRatio)) throw new StatisticsError('ratio', `a slowdown above the least ratio ${leastRatio}`, ratio)
  const powerAt = (pairs: number): number => {
    const draw = noiseSource(noise, generator(seed))
    const first = { pairs, least: Math.log(leastRatio), critical: signedRankCritical(pairs, alpha / metrics) }
    const second = { ...first, critical: signedRankCritical(pairs, confirmAlpha) }
    let found = 0
    for (let i = 0; i < REPETITIONS; i++)
      if (alarms(first, draw, Math.log(ratio)) && alarms(second, draw, Math.log(ratio))) found++
    return found / REPETITIONS
  }
  const least = Math.max(2, fewestPairs(alpha, metrics))
  if (powerAt(least) >= power) return { pairs: least, power: powerAt(least) }
  let low = least
  let high = low * 2
  while (powerAt(high) < power) {
    if (high >= MOST_PAIRS) return { pairs: null, power: powerAt(MOST_PAIRS) }
    low = high
    high = Math.min(MOST_PAIRS, high * 2)
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (powerAt(middle) >= power) high = middle
    else low = middle
  }
  return { pairs: high, power: powerAt(high) }
}

type Stage = { readonly pairs: number; readonly least: number; readonly critical: number | null }

/** One stage on fresh noise around `centre`: the signed-rank test and the Hodges–Lehmann ratio both alarm. */
function alarms({ pairs, least, critical }: Stage, draw: () => number, centre: number): boolean {
  if (critical === null) return false
  const logs = new Float64Array(pairs)
  for (let i = 0; i < pairs; i++) logs[i] = centre + draw()
  logs.sort()
  // W+ counts the Walsh averages above 0; their median is at least `least` when at least half of them are.
  return walshAveragesAbove(logs, 0) >= critical && walshAveragesAbove(logs, least) >= (pairs * (pairs + 1)) / 4
}

/** How many averages of two of the sorted values (each with itself included) exceed `centre`, by two pointers. */
function walshAveragesAbove(sorted: Float64Array, centre: number): number {
  let count = 0
  let from = sorted.length
  // The smaller the lower partner, the larger the upper one has to be; `from` only moves one way.
  for (let i = 0; i < sorted.length; i++) {
    while (from > 0 && sorted[i]! + sorted[from - 1]! > 2 * centre) from--
    count += sorted.length - Math.max(from, i)
  }
  return count
}

function noiseSource(noise: PairNoise, uniform: Generator): () => number {
  if ('sigma' in noise) {
    if (!(noise.sigma > 0))
      throw new StatisticsError('sigma', 'a positive standard deviation of log ratios', noise.sigma)
    return () => noise.sigma * normalQuantile((Math.floor(uniform() * 4_294_967_296) + 0.5) / 4_294_967_296)
  }
  const n = noise.pilot.length
  if (n < 5) throw new StatisticsError('pilot', 'at least 5 log ratios', n)
  const centre = hodgesLehmann(noise.pilot).value!
  const spread = noise.pilot.map((x) => (x - centre) * pilotInflation(n))
  // Random order within pairs makes the noise symmetric; the signs of the pilot are an accident.
  return () => spread[Math.floor(uniform() * n)]! * (uniform() < 0.5 ? 1 : -1)
}

/** √((n − 1) / χ²₀.₁(n − 1)), the upper 90 % limit of a standard deviation over its estimate (Wilson–Hilferty quantile). */
function pilotInflation(n: number): number {
  const df = n - 1
  const chiOverDf = (1 - 2 / (9 * df) + normalQuantile(0.1) * Math.sqrt(2 / (9 * df))) ** 3
  return Math.sqrt(1 / chiOverDf)
}
