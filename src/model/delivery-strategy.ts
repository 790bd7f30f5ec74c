import { z } from 'zod'
import { countSchema, millisSchema, ratioSchema } from './schema.ts'
import { minutes, seconds } from './units.ts'

/** A metric of the new version that is measured again and again, as an AnalysisRun of Argo Rollouts is. */
export const analysisSchema = z.strictObject({
  /** Time between two measurements, and the window of each. */
  intervalMs: millisSchema.refine((ms) => ms >= 1_000, { error: 'expected at least 1000 ms' }).default(seconds(60)),
  /** A measurement fails below this share of requests without an error. */
  successRatio: ratioSchema.default(0.95),
  /** Failed measurements that are allowed; one more aborts. `failureLimit` of Argo Rollouts: default 0. */
  failureLimit: countSchema.default(0),
})
export type AnalysisSettings = z.output<typeof analysisSchema>

const DOCUMENTED_STEPS = [0.2, 0.4, 0.6, 0.8].map((weight) => ({ weight, pauseMs: minutes(10) }))

/**
 * How a new version gets its traffic, where that is not left to the Deployment alone. Semantics and defaults are those of Argo
 * Rollouts (argoproj.github.io/argo-rollouts, canary, blue-green and analysis): the stable version keeps all of its replicas
 * until the end, a failed analysis takes all traffic back at once, and somebody or something else reverts the release.
 */
export const deliveryStrategySchema = z.discriminatedUnion('kind', [
  /** The rolling update of the Deployment; written out, its traffic is counted as that of the other strategies is. */
  z.strictObject({ kind: z.literal('rolling') }),
  z.strictObject({
    kind: z.literal('canary'),
    /** Share of the traffic, and of the replicas, of each step; then how long it stays. By default the documented example. */
    steps: z
      .array(z.strictObject({ weight: ratioSchema, pauseMs: millisSchema }))
      .min(1, { error: 'a canary needs at least one step' })
      .default(DOCUMENTED_STEPS),
    analysis: analysisSchema.prefault({}),
    /** The old version stays so long after the last step. */
    scaleDownDelayMs: millisSchema.default(seconds(30)),
  }),
  z.strictObject({
    kind: z.literal('blue-green'),
    /** Tests the new version before anybody else sees it. */
    prePromotionTest: z.boolean().default(true),
    analysis: analysisSchema.prefault({}),
    /** How long the analysis goes on after the switch. */
    analysedMs: millisSchema.default(minutes(5)),
    /** The old version stays so long after the switch; never less than the analysis takes. */
    scaleDownDelayMs: millisSchema.default(seconds(30)),
  }),
  z.strictObject({
    kind: z.literal('shadow'),
    /** Share of the requests that the new version gets a copy of; what it answers is thrown away. */
    mirrored: ratioSchema.default(0.2),
    /** How long it is mirrored to before a rolling update begins. */
    mirroredMs: millisSchema.default(minutes(10)),
    analysis: analysisSchema.prefault({}),
  }),
])
export type DeliveryStrategy = z.output<typeof deliveryStrategySchema>
export type DeliveryStrategyInput = z.input<typeof deliveryStrategySchema>
export type StrategyOf<K extends DeliveryStrategy['kind']> = Extract<DeliveryStrategy, { kind: K }>
