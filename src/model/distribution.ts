import { z } from 'zod'

/**
 * A distribution as plain data, so that a scenario can be written to a file, hashed and sent to a worker. The unit of its
 * values is that of the field it stands in (milliseconds for durations). Drawing is inverse-CDF: one uniform a draw
 * (`src/random/distribution.ts`).
 */
export type Distribution =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'lognormal'; readonly median: number; readonly sigma: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly sd: number; readonly min?: number | undefined }
  | { readonly kind: 'weibull'; readonly shape: number; readonly scale: number }
  | { readonly kind: 'triangular'; readonly low: number; readonly mode: number; readonly high: number }
  | { readonly kind: 'discrete'; readonly values: readonly number[]; readonly weights: readonly number[] }
  | { readonly kind: 'empirical'; readonly samples: readonly number[] }
  | {
      readonly kind: 'mixture'
      readonly parts: readonly { readonly weight: number; readonly distribution: Distribution }[]
    }
  | { readonly kind: 'shifted'; readonly by: number; readonly distribution: Distribution }
  | { readonly kind: 'scaled'; readonly by: number; readonly distribution: Distribution }

const nonNegative = z.number().min(0, { error: 'expected a number >= 0' })
const positive = z.number().gt(0, { error: 'expected a number > 0' })
const tuple = { low: nonNegative, high: nonNegative }

/** Validates a {@link Distribution} of non-negative values (durations, counts, sizes). */
export const distributionSchema: z.ZodType<Distribution> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('constant'), value: nonNegative }),
    z
      .strictObject({ kind: z.literal('uniform'), ...tuple })
      .refine((d) => d.low <= d.high, { error: 'expected low <= high', path: ['high'] }),
    z.strictObject({ kind: z.literal('exponential'), mean: positive }),
    z.strictObject({ kind: z.literal('lognormal'), median: positive, sigma: nonNegative }),
    z.strictObject({ kind: z.literal('normal'), mean: z.number(), sd: nonNegative, min: z.number().optional() }),
    z.strictObject({ kind: z.literal('weibull'), shape: positive, scale: positive }),
    z
      .strictObject({ kind: z.literal('triangular'), ...tuple, mode: nonNegative })
      .refine((d) => d.low <= d.mode && d.mode <= d.high, { error: 'expected low <= mode <= high', path: ['mode'] }),
    z
      .strictObject({
        kind: z.literal('discrete'),
        values: z.array(nonNegative).min(1),
        weights: z.array(nonNegative).min(1),
      })
      .refine((d) => d.values.length === d.weights.length && d.weights.some((w) => w > 0), {
        error: 'expected one weight for each value, at least one above 0',
        path: ['weights'],
      }),
    z.strictObject({ kind: z.literal('empirical'), samples: z.array(nonNegative).min(1) }),
    z.strictObject({
      kind: z.literal('mixture'),
      parts: z.array(z.strictObject({ weight: positive, distribution: distributionSchema })).min(1),
    }),
    z.strictObject({ kind: z.literal('shifted'), by: z.number(), distribution: distributionSchema }),
    z.strictObject({ kind: z.literal('scaled'), by: nonNegative, distribution: distributionSchema }),
  ]),
)

/** Always `value`. */
export const constant = (value: number): Distribution => ({ kind: 'constant', value })
/** Equally likely anywhere in [low, high]. */
export const uniform = (low: number, high: number): Distribution => ({ kind: 'uniform', low, high })
/** Memoryless with the given mean. */
export const exponential = (mean: number): Distribution => ({ kind: 'exponential', mean })
/** Logarithm normal: `median` in the field's unit, `sigma` the standard deviation of the logarithm. */
export const lognormal = (of: { median: number; sigma: number }): Distribution => ({ kind: 'lognormal', ...of })
/** One of the samples, each equally likely. */
export const empirical = (samples: readonly number[]): Distribution => ({ kind: 'empirical', samples })
/** One part, chosen by weight. */
export const mixture = (...parts: { weight: number; distribution: Distribution }[]): Distribution => ({
  kind: 'mixture',
  parts,
})
