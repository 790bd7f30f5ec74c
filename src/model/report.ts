import { z } from 'zod'
import { boundSchema as bound, estimateSchema } from './estimate.ts'
import { OUTCOMES } from './outcome.ts'
import { predictedFigureSchema } from './prediction.ts'
import { rareFailuresSchema } from './rare-failures.ts'

export { estimateSchema, type ReportEstimate } from './estimate.ts'

/** Version of the layout of report.json and suite.json. A reader refuses another one. */
export const REPORT_SCHEMA_VERSION = 1

/** A quantity measured in every deployment (or in those that have it). */
export const measurementSchema = z.object({
  unit: z.enum(['ms', 'ratio', 'count', 'hours', 'minutes', 'USD']),
  n: z.number().int(),
  mean: estimateSchema,
  p50: estimateSchema,
  p95: estimateSchema,
  max: z.number().nullable(),
  /** Independent units (stretches) behind the figures, and how much correlation inside them widens the mean's interval. */
  units: z.number().int(),
  designEffect: z.number().nullable(),
  /** How the mean's interval was made, such as `bca-bootstrap`. */
  method: z.string(),
})
export type Measurement = z.output<typeof measurementSchema>

/** A share of deployments. `low` and `high` are Wilson's, at the effective sample size. */
export const rateSchema = z.object({
  value: z.number().nullable(),
  low: bound,
  high: bound,
  count: z.number().int(),
  n: z.number().int(),
  units: z.number().int(),
  designEffect: z.number().nullable(),
})
export type Rate = z.output<typeof rateSchema>

/** Whether a target is met. `needed` is the number of deployments that would be enough to say, where that is known. */
export const verdictSchema = z.object({
  target: z.string(),
  kind: z.enum(['claim', 'reproduction']),
  metric: z.string(),
  statistic: z.string(),
  /** What was asked for, in the metric's unit: the limit of a claim, or the published figure of a reproduction. */
  goal: z.object({ comparison: z.enum(['at-most', 'at-least', 'reproduces']), value: z.number() }).optional(),
  observed: estimateSchema,
  /**
   * Of a rate: as many independent deployments would carry as much information. Given where the design effect makes it fewer
   * than were counted; interval and bound then rest on it.
   */
  effectiveN: z.number().optional(),
  bound: z.object({ side: z.enum(['upper', 'lower', 'both']), confidence: z.number(), value: bound }),
  band: z.object({ low: z.number(), high: z.number() }).nullable(),
  status: z.enum(['pass', 'fail', 'inconclusive']),
  needed: z.number().int().nullable(),
})
export type Verdict = z.output<typeof verdictSchema>

/** A bar of a Gantt chart. Times are milliseconds after the trigger. */
const ganttBarSchema = z.object({
  job: z.string(),
  stage: z.string(),
  name: z.string(),
  attempt: z.number().int(),
  queued: z.number(),
  started: z.number(),
  finished: z.number(),
  passed: z.boolean(),
  critical: z.boolean(),
  steps: z.array(z.object({ step: z.string(), from: z.number(), to: z.number() })),
})

/** One deployment worth looking at, with everything that a chart of it needs. */
export const exampleSchema = z.object({
  address: z.string(),
  why: z.string(),
  outcome: z.enum(OUTCOMES),
  durationMs: z.number().nullable(),
  changedServices: z.number().int(),
  jobs: z.array(ganttBarSchema),
  marks: z.array(z.object({ at: z.number(), label: z.string() })),
})
export type Example = z.output<typeof exampleSchema>

/** One constant of the scenario's mechanisms. */
export const assumptionSchema = z.object({
  path: z.string(),
  value: z.unknown(),
  unit: z.string(),
  about: z.string(),
  /** Where the default comes from; null when it is assumed. */
  source: z.string().nullable(),
  assumed: z.object({ low: z.number(), high: z.number(), why: z.string() }).nullable(),
  tuned: z.boolean(),
  /** The scenario sets another value than the default. */
  overridden: z.boolean(),
  /** Percent change of a headline figure for one percent more of this constant; null where it was not computed. */
  elasticity: z.record(z.string(), estimateSchema).nullable(),
})
export type Assumption = z.output<typeof assumptionSchema>

/** A published figure that disagrees with another one or with its own inputs, shown as it was published and as derived. */
export const auditSchema = z.object({
  subject: z.string(),
  published: z.string(),
  derived: z.string(),
  comment: z.string(),
})
export type Audit = z.output<typeof auditSchema>

const countedSchema = z.array(z.object({ name: z.string(), count: z.number().int() }))

/** One thing that goes wrong in a scenario: how often, how far it gets, who meets it, and what stands against it. */
export const attributionLineSchema = z.object({
  /** Fault of the scenario, or root cause. */
  origin: z.string(),
  /** What kind of thing it is, in words. */
  about: z.string(),
  count: z.number().int(),
  /** Share of all deployments. */
  rate: estimateSchema,
  /** How those deployments ended; `unnoticed`: it is still in, and all is green. */
  ended: countedSchema,
  shownIn: countedSchema,
  /** Stages that looked, could have seen it, and passed it. */
  letThroughBy: countedSchema,
  /** Who met it first; those that nobody met are not counted. */
  caughtBy: countedSchema,
  /** What stands against it in this pipeline, and what could and is switched off. */
  guards: z.array(z.object({ name: z.string(), label: z.string(), on: z.boolean() })),
  /** Of the deployments that had to be recovered; null when none had. Parts are means. */
  recovery: z
    .object({
      duration: estimateSchema,
      detectMs: z.number(),
      decideMs: z.number(),
      actMs: z.number(),
      verifyMs: z.number(),
    })
    .nullable(),
  example: z.string(),
})
export type AttributionLine = z.output<typeof attributionLineSchema>

/** report.json: one scenario on one environment. */
export const reportSchema = z.object({
  schemaVersion: z.literal(REPORT_SCHEMA_VERSION),
  scenario: z.object({ name: z.string(), hash: z.string(), description: z.string() }),
  environment: z.enum(['sim', 'kind']),
  seed: z.number().int(),
  runs: z.number().int(),
  /** True when the run was stopped before all deployments were done. */
  partial: z.boolean(),
  sampling: z.object({
    stretches: z.number().int(),
    deploymentsPerStretch: z.number().int(),
    warmUpPerStretch: z.number().int(),
    confidence: z.number(),
  }),
  measurements: z.record(z.string(), measurementSchema),
  rates: z.record(z.string(), rateSchema),
  /** Present when rare failures were sampled; verdicts on its metric rest on it. */
  rareFailures: rareFailuresSchema.optional(),
  outcomes: z.record(z.enum(OUTCOMES), z.number().int()),
  verdicts: z.array(verdictSchema),
  published: z.array(
    z.object({
      metric: z.string(),
      statistic: z.string(),
      value: z.number(),
      source: z.string(),
      simulated: estimateSchema,
    }),
  ),
  /** What the simulator said before the deployments were carried out, beside what was measured; absent in simulated reports. */
  predicted: z.array(predictedFigureSchema).optional(),
  /** Contradictions among the published figures. */
  audit: z.array(auditSchema).optional(),
  /** Where the minutes go: mean time on the critical path by stage and by what it was spent on. */
  criticalPath: z.array(z.object({ stage: z.string(), step: z.string(), meanMs: z.number() })),
  /** Durations of deployments in equal bins. */
  histogram: z.object({ fromMs: z.number(), binMs: z.number(), counts: z.array(z.number().int()) }),
  /** Deployments that ended badly, by root cause, stage where it showed, and outcome. */
  failures: z.array(
    z.object({
      cause: z.string(),
      /** Which fault of the scenario, where the cause is `fault`. */
      fault: z.string().optional(),
      stage: z.string(),
      outcome: z.enum(OUTCOMES),
      detectedBy: z.string().nullable(),
      count: z.number().int(),
      example: z.string(),
    }),
  ),
  /** What went wrong by its origin, the most frequent first, deployments that healed or that nobody looked at included. */
  attributions: z.array(attributionLineSchema).optional(),
  examples: z.array(exampleSchema),
  assumptions: z.array(assumptionSchema),
  tunedConstants: z.number().int(),
  /** Why the figures are not those of the scenario (a fault did not land); absent when they are. No target passes then. */
  invalid: z.array(z.string()).optional(),
  /** Why the blast radius stopped the run; absent when it did not. */
  stopped: z.string().optional(),
  /** How often each tolerance of the steady state deviated; absent when all held. */
  deviations: z.array(z.string()).optional(),
  /** Sentences that a reader must see: what is outside a band and why, what is simulated only, what was refused. */
  notes: z.array(z.string()),
})
export type Report = z.output<typeof reportSchema>

/** A difference between two scenarios, paired by stretch and deployment. */
export const comparisonSchema = z.object({
  label: z.string(),
  from: z.string(),
  to: z.string(),
  metric: z.string(),
  unit: z.string(),
  /** Whether the suite's comparison is about this figure; absent where the suite does not say. */
  main: z.boolean().optional(),
  /** second minus first. */
  difference: estimateSchema,
  /** second over first. */
  ratio: estimateSchema,
})
export type Comparison = z.output<typeof comparisonSchema>

/** suite.json: what was run together and how the scenarios differ. */
export const suiteReportSchema = z.object({
  schemaVersion: z.literal(REPORT_SCHEMA_VERSION),
  suite: z.object({ name: z.string(), description: z.string() }),
  environment: z.enum(['sim', 'kind']),
  seed: z.number().int(),
  partial: z.boolean(),
  scenarios: z.array(z.object({ name: z.string(), folder: z.string() })),
  comparisons: z.array(comparisonSchema),
  factorial: z
    .object({
      metric: z.string(),
      /** Names of the four scenarios, so that a report can show the figure of each cell. */
      cells: z.object({ neither: z.string(), first: z.string(), second: z.string(), both: z.string() }).optional(),
      first: z.object({ label: z.string(), effect: estimateSchema }),
      second: z.object({ label: z.string(), effect: estimateSchema }),
      both: estimateSchema,
      /** Effect of both minus the sum of the single effects. */
      interaction: estimateSchema,
      explanation: z.string(),
    })
    .nullable(),
  audit: z.array(auditSchema).optional(),
})
export type SuiteReport = z.output<typeof suiteReportSchema>
