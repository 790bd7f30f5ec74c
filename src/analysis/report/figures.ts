import { STATISTICS, type Statistic } from '../../model/target.ts'
import {
  type ClusteredEstimate,
  type Clusters,
  estimateAt,
  type Inference,
  inferMean,
  inferQuantile,
  type RareRate,
  type RateEstimate,
  rateOfClusters,
} from '../../stats/index.ts'
import { type Metric, metricsOf } from '../metrics.ts'
import type { OrderedRows } from '../ordered-rows.ts'
import { RARE_METRIC } from '../rare.ts'
import { RATES, rateClusters } from '../rates.ts'
import type { Unit } from './rounding.ts'

/** Quantiles that targets and published figures may be about. */
export const QUANTILES: Readonly<Partial<Record<Statistic, number>>> = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 }

/**
 * Every metric is a time, a count, a share or a sum of money spent, so a lower bound below zero (a symmetric interval of few
 * skewed values) says no more than zero does.
 */
export const notBelowZero = <T extends { readonly low: number | null }>(estimate: T): T =>
  estimate.low !== null && estimate.low < 0 ? { ...estimate, low: 0 } : estimate

/** Whether a word is one of the statistics that figures have. */
export const isStatistic = (word: string): word is Statistic => (STATISTICS as readonly string[]).includes(word)

/**
 * Statistics of the metrics of one set of rows. Everything in a report that is about the same metric is read off the same
 * clusters and the same inference, so that a table, a target and a published figure cannot disagree.
 */
export class Figures {
  readonly rows: OrderedRows
  readonly metrics: readonly Metric[]
  private readonly seed: number
  private readonly clustered = new Map<string, Clusters>()
  private readonly means = new Map<string, Inference>()
  private readonly sampledRate: RareRate | undefined

  /** `sampledRate` is that of rare failures, where they were sampled. */
  constructor(rows: OrderedRows, stages: readonly string[], seed: number, sampledRate?: RareRate) {
    this.rows = rows
    this.metrics = metricsOf(stages)
    this.seed = seed
    this.sampledRate = sampledRate
  }

  /** The metric of this name; undefined for rates and for names that there are not. */
  metric(name: string): Metric | undefined {
    return this.metrics.find((metric) => metric.name === name)
  }

  /** Unit of a metric or rate; undefined for a name that there is not. */
  unit(name: string): Unit | undefined {
    return RATES.some((rate) => rate.name === name) ? 'ratio' : this.metric(name)?.unit
  }

  clusters(metric: Metric): Clusters {
    let clusters = this.clustered.get(metric.name)
    if (clusters === undefined) {
      clusters = this.rows.clusters(metric.of(this.rows))
      this.clustered.set(metric.name, clusters)
    }
    return clusters
  }

  mean(metric: Metric): Inference {
    let inference = this.means.get(metric.name)
    if (inference === undefined) {
      inference = inferMean(this.clusters(metric), {
        seed: this.seed,
        shape: metric.mixture ? 'mixture' : 'unknown',
      })
      this.means.set(metric.name, inference)
    }
    return inference
  }

  quantile(metric: Metric, q: number): Inference {
    return inferQuantile(this.clusters(metric), q)
  }

  /** The largest value seen; null when there is none. */
  max(metric: Metric): number | null {
    let max: number | null = null
    for (const cluster of this.clusters(metric)) for (const x of cluster) if (max === null || x > max) max = x
    return max
  }

  /** A rate by importance sampling; undefined where it was not sampled. */
  rareRate(name: string): RareRate | undefined {
    return name === RARE_METRIC ? this.sampledRate : undefined
  }

  /** A rate as it was counted; undefined for a name that is not one. */
  rate(name: string, confidence: number): RateEstimate | undefined {
    const rate = RATES.find((candidate) => candidate.name === name)
    return rate === undefined ? undefined : rateOfClusters(rateClusters(rate, this.rows), { confidence })
  }

  /** Any statistic of any metric with its two-sided interval, sampled rates before counted ones; undefined where there is none. */
  estimate(
    name: string,
    statistic: Statistic,
    confidence: number,
  ): Pick<ClusteredEstimate, 'value' | 'low' | 'high' | 'n' | 'confidence'> | undefined {
    if (statistic === 'rate') {
      const sampled = this.rareRate(name)
      return sampled === undefined ? this.rate(name, confidence) : estimateAt(sampled, confidence)
    }
    const metric = this.metric(name)
    if (metric === undefined) return undefined
    if (statistic === 'mean') return notBelowZero(estimateAt(this.mean(metric), confidence))
    const q = QUANTILES[statistic]
    if (q !== undefined) return estimateAt(this.quantile(metric, q), confidence)
    const n = this.clusters(metric).reduce((sum, cluster) => sum + cluster.length, 0)
    return { value: this.max(metric), low: null, high: null, n, confidence }
  }
}
