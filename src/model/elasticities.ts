import { z } from 'zod'
import { estimateSchema } from './report.ts'

/** Version of the layout of a file of elasticities. A reader refuses another one. */
export const ELASTICITIES_SCHEMA_VERSION = 1

/**
 * Headline figures that elasticities are about, by the names that reports use: means of the times, the P95 of the
 * duration, and the rate of failures.
 */
export const HEADLINE_FIGURES = [
  'deployment.duration',
  'deployment.duration.p95',
  'change.failure.rate',
  'recovery.duration',
] as const
export type HeadlineFigure = (typeof HEADLINE_FIGURES)[number]

/** How far the headline figures of one scenario depend on its assumed constants, and how that was found out. */
export const scenarioElasticitiesSchema = z.strictObject({
  /** Of the scenario that was run; figures for another version of it are stale. */
  hash: z.string(),
  seed: z.number().int(),
  /** Measured deployments of each run. */
  runs: z.number().int(),
  stretches: z.number().int(),
  /** Constants were multiplied and divided by this. */
  factor: z.number(),
  /**
   * By path, then by figure: percent change of the figure for one percent more of the constant; of a switch, percent
   * change when it is switched on. 0 from 0 to 0 where the runs were the same to the byte; a time has 0 without an interval
   * where it alone was the same in all deployments. Constants that cannot be scaled (0, structure of a fleet) are absent.
   */
  constants: z.record(z.string(), z.record(z.string(), estimateSchema)),
})
export type ScenarioElasticities = z.output<typeof scenarioElasticitiesSchema>

/** A file of elasticities, by scenario name. */
export const elasticitiesFileSchema = z.strictObject({
  schemaVersion: z.literal(ELASTICITIES_SCHEMA_VERSION),
  scenarios: z.record(z.string(), scenarioElasticitiesSchema),
})
export type ElasticitiesFile = z.output<typeof elasticitiesFileSchema>
