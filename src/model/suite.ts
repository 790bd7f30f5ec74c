import { z } from 'zod'
import { type ScenarioInput, scenarioSchema } from './scenario.ts'

/**
 * Scenarios that are run together, with common random numbers, and which of them are compared. Deployment D of stretch S
 * has the same change set in each, so differences are paired.
 */
export const suiteSchema = z.strictObject({
  name: z.string().min(1),
  description: z.string().default(''),
  /** Measured deployments of each scenario, unless `--runs` says otherwise. */
  runs: z.number().int().min(1).default(1_000),
  /** Stretches of each scenario that are carried out in the real environment, interleaved in random order. */
  repetitions: z.number().int().min(1).default(8),
  scenarios: z.array(scenarioSchema).min(1, { error: 'a suite needs at least one scenario' }),
  /** Paired comparisons by scenario name: what changes from the first to the second. */
  comparisons: z
    .array(
      z.strictObject({
        from: z.string(),
        to: z.string(),
        label: z.string().min(1),
        /** The figure that it is about: summaries show it first. All figures are compared whatever it is. */
        metric: z.string().default('deployment.duration'),
      }),
    )
    .default([]),
  /**
   * A 2 × 2 of improvements, by scenario name. The report shows both effects, their sum, and the interaction: why the
   * sum of the parts is not the whole.
   */
  factorial: z
    .strictObject({
      neither: z.string(),
      first: z.strictObject({ label: z.string(), scenario: z.string() }),
      second: z.strictObject({ label: z.string(), scenario: z.string() }),
      both: z.string(),
    })
    .optional(),
})
export type Suite = z.output<typeof suiteSchema>
export type SuiteInput = Omit<z.input<typeof suiteSchema>, 'scenarios'> & { scenarios: readonly ScenarioInput[] }

/** Types a suite; see {@link suiteSchema}. */
export const defineSuite = <const T extends SuiteInput>(suite: T): T => suite
