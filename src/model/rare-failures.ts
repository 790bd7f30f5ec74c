import { z } from 'zod'
import { estimateSchema } from './estimate.ts'

/** The change failure rate by importance sampling: rare failures made frequent and weighted back. */
export const rareFailuresSchema = z.object({
  metric: z.string(),
  /** `n` counts the samples. */
  rate: estimateSchema,
  /** Samples that failed. */
  failures: z.number().int(),
  /** Deployments simulated for it: those to learn from, those before each sample, and the samples. */
  simulated: z.number().int(),
  /** Kish: (Σw)² / Σw² over all samples, and over those that failed. */
  effectiveSampleSize: z.number(),
  effectiveFailures: z.number(),
  /** 1 in expectation. */
  meanWeight: z.number(),
  /** Plain deployments that would give the same standard error; null without an interval. */
  worth: z.number().int().nullable(),
  /** `worth`, warm-up included, over `simulated`: how many times dearer plain simulation is. */
  speedUp: z.number().nullable(),
  /** Mean recovery of these failures, in ms; null when none recovered. */
  recovery: estimateSchema.nullable(),
  /** Root causes of the failures with their share in truth, and the samples that failed by them. */
  causes: z.array(z.object({ cause: z.string(), share: z.number(), samples: z.number().int() })),
  /** Share of the samples in which each cause was made to strike. */
  forced: z.record(z.string(), z.number()),
  method: z.string(),
  caution: z.string().nullable(),
})
export type RareFailures = z.output<typeof rareFailuresSchema>
