import { z } from 'zod'
import { millisSchema, ratioSchema } from './schema.ts'

/** Which things a fault hits; a left-out field does not restrict. */
export const selectorSchema = z.strictObject({
  service: z.string().optional(),
  region: z.string().optional(),
  tier: z.string().optional(),
  stage: z.string().optional(),
})
export type Selector = z.output<typeof selectorSchema>

/** Moments of a deployment that a fault can wait for. */
export const MOMENTS = ['production-reached', 'healthy', 'failure-detected', 'recovery-decided'] as const
export type Moment = (typeof MOMENTS)[number]

/**
 * When it lands: after the start of the deployment, when a stage or a job starts, when a rollout has come so far, at a moment of
 * the deployment, or when another fault has landed.
 */
export const timingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('after'), ms: millisSchema }),
  z.strictObject({ kind: z.literal('stage'), stage: z.string() }),
  z.strictObject({ kind: z.literal('job'), job: z.string() }),
  z.strictObject({ kind: z.literal('moment'), moment: z.enum(MOMENTS) }),
  z.strictObject({ kind: z.literal('fault'), fault: z.string() }),
  z.strictObject({ kind: z.literal('rollout'), service: z.string().optional(), reaches: ratioSchema }),
])
export type Timing = z.output<typeof timingSchema>

/** One fault of a scenario: which kind of the catalogue, where, when, how likely in a deployment, how long. */
export const faultSchema = z.strictObject({
  kind: z.string().min(1),
  selector: selectorSchema.default({}),
  when: timingSchema.default({ kind: 'after', ms: 0 }),
  probability: ratioSchema.default(1),
  durationMs: millisSchema.optional(),
  /** Again and again in one deployment: so often in all, each so long after the one before was over. */
  repeat: z
    .strictObject({
      times: z.number().int().min(2, { error: 'expected at least 2 times' }).max(100),
      pauseMs: millisSchema.default(0),
    })
    .optional(),
  /** Settings of that kind of fault, such as an error rate. */
  settings: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).default({}),
})
export type Fault = z.output<typeof faultSchema>
export type FaultInput = z.input<typeof faultSchema>
