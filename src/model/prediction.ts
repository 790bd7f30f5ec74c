import { z } from 'zod'
import { estimateSchema } from './estimate.ts'
import { OUTCOMES } from './outcome.ts'

/** A figure that the simulator gave before the same deployments were carried out, beside what was measured then. */
export const predictedFigureSchema = z.object({
  metric: z.string(),
  unit: z.string(),
  predicted: estimateSchema,
  measured: estimateSchema,
  /** Measured over predicted; null where either is not known, or nothing was predicted. */
  ratio: z.number().nullable(),
})
export type PredictedFigure = z.output<typeof predictedFigureSchema>

/** prediction.json: what the simulator says about deployments that are about to be carried out. Written before the first begins. */
export const predictionSchema = z.object({
  schemaVersion: z.literal(1),
  seed: z.number().int(),
  scenarios: z.array(
    z.object({
      name: z.string(),
      hash: z.string(),
      /** Simulated deployments: the same, with the same draws, as those to be carried out. */
      runs: z.number().int(),
      outcomes: z.record(z.enum(OUTCOMES), z.number().int()),
      means: z.record(z.string(), z.object({ unit: z.string(), mean: estimateSchema })),
    }),
  ),
})
export type Prediction = z.output<typeof predictionSchema>
