import { z } from 'zod'
import type { Millis, Ratio } from './units.ts'

/** Statistics that a target can be about. */
export const STATISTICS = ['mean', 'p50', 'p90', 'p95', 'p99', 'max', 'rate'] as const
export type Statistic = (typeof STATISTICS)[number]

/** Where the target holds; everywhere unless given. A report has verdicts on the targets of its own environment only. */
const environment = z.enum(['sim', 'kind']).optional()

/**
 * One target. A `claim` passes when a one-sided bound at `confidence` meets it; a `reproduction` passes when the interval
 * lies inside `value` ± `tolerance` (relative). design.md §5 says which is for what.
 */
export const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('claim'),
    metric: z.string().min(1),
    statistic: z.enum(STATISTICS),
    comparison: z.enum(['at-most', 'at-least']),
    value: z.number(),
    confidence: z.number().gt(0.5).lt(1).default(0.95),
    environment,
  }),
  z.strictObject({
    kind: z.literal('reproduction'),
    metric: z.string().min(1),
    statistic: z.enum(STATISTICS),
    value: z.number(),
    /** Half-width of the band: relative to `value` unless `absolute`. */
    tolerance: z.number().gt(0),
    absolute: z.boolean().default(false),
    confidence: z.number().gt(0.5).lt(1).default(0.95),
    environment,
  }),
])
export type Target = z.output<typeof targetSchema>
export type TargetInput = z.input<typeof targetSchema>

/** The words a target is written with: `mean('deployment.duration').atMost(minutes(18))`. */
export interface TargetPhrase {
  atMost(value: Millis | Ratio, options?: { confidence?: number }): TargetInput
  atLeast(value: Millis | Ratio, options?: { confidence?: number }): TargetInput
  /** A published figure that the simulation should come out at; `within` is relative, such as 0.05. */
  reproduces(value: Millis | Ratio, options: { within: number } | { plusMinus: number }): TargetInput
}

const phrase =
  (statistic: Statistic) =>
  (metric: string): TargetPhrase => ({
    atMost: (value, options) => ({ kind: 'claim', metric, statistic, comparison: 'at-most', value, ...options }),
    atLeast: (value, options) => ({ kind: 'claim', metric, statistic, comparison: 'at-least', value, ...options }),
    reproduces: (value, options) =>
      'within' in options
        ? { kind: 'reproduction', metric, statistic, value, tolerance: options.within }
        : { kind: 'reproduction', metric, statistic, value, tolerance: options.plusMinus, absolute: true },
  })

/** Arithmetic mean over deployments. */
export const mean = phrase('mean')
/** Median. */
export const p50 = phrase('p50')
/** 90th percentile. */
export const p90 = phrase('p90')
/** 95th percentile. */
export const p95 = phrase('p95')
/** 99th percentile. */
export const p99 = phrase('p99')
/** Share of deployments. */
export const rate = phrase('rate')
