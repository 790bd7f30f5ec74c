import { z } from 'zod'

/** An end of an interval; null when the data allow none. */
export const boundSchema = z.number().nullable()

/** A figure with its two-sided interval; `low` and `high` are null when the data allow none (fewer than two stretches). */
export const estimateSchema = z.object({
  value: z.number().nullable(),
  low: boundSchema,
  high: boundSchema,
  n: z.number().int(),
})
export type ReportEstimate = z.output<typeof estimateSchema>
