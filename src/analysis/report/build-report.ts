import { InvalidInputError } from '../../model/errors.ts'
import { type Example, REPORT_SCHEMA_VERSION, type Report, type ReportEstimate } from '../../model/report.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { Aggregator } from '../aggregator.ts'
import { auditOf } from '../published-audit.ts'
import { type RareSampling, rareChangeFailures } from '../rare.ts'
import { stretchPlan } from '../sampling.ts'
import { assumptionsOf } from './assumptions.ts'
import { attributionsOf } from './attributions.ts'
import { criticalMinutes } from './critical-minutes.ts'
import { failuresOf, outcomesOf } from './failures.ts'
import { Figures, isStatistic } from './figures.ts'
import { histogramOf } from './histogram.ts'
import { measurementsOf, ratesOf } from './measurements.ts'
import { notesOn } from './notes.ts'
import { rareFailures } from './rare-failures.ts'
import { roundedEstimate } from './rounding.ts'
import { targetProblems } from './target-problems.ts'
import { verdictOn } from './verdicts.ts'

/**
 * Percent change of headline figures for one percent more of a constant, by path of the constant as `--set` takes it
 * (`mechanisms.people.manualStep`), then by figure.
 */
export type Elasticities = Readonly<Record<string, Readonly<Record<string, ReportEstimate>>>>

/** What a report is made of. */
export interface ReportInput {
  readonly scenario: Scenario
  /** `scenarioHash(scenario)`. */
  readonly scenarioHash: string
  readonly environment: 'sim' | 'kind'
  /** Seed of the run; the resampling of the intervals uses it too. */
  readonly seed: number
  readonly aggregator: Aggregator
  readonly examples: readonly Example[]
  /** The run was stopped before all deployments were done. */
  readonly partial: boolean
  readonly elasticities?: Elasticities
  /** Samples of rare failures; targets of the change failure rate are then judged by them. */
  readonly rare?: RareSampling | undefined
  /** Sentences that the report must carry beside those that it writes itself. */
  readonly notes?: readonly string[]
  /** Two-sided confidence of the intervals; 0.95 unless given. Targets carry their own. */
  readonly confidence?: number
}

/**
 * report.json of one scenario. The same rows give the same report, whatever order they came in. Throws
 * `InvalidInputError` when a target names a figure that there is not.
 */
export function buildReport(input: ReportInput): Report {
  const { scenario, aggregator, confidence = 0.95 } = input
  const problems = targetProblems(scenario)
  if (problems.length > 0) throw new InvalidInputError(`scenario ${scenario.name}`, problems)
  const stages = scenario.pipeline.stages.map((stage) => stage.name)
  const rows = aggregator.read()
  const sampledRate = input.rare === undefined ? undefined : rareChangeFailures(input.rare.rows, rows)
  const figures = new Figures(rows, stages, input.seed, sampledRate)
  const audit = auditOf(scenario.published)
  const assumptions = assumptionsOf(scenario, input.elasticities ?? {})
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    scenario: { name: scenario.name, hash: input.scenarioHash, description: scenario.description },
    environment: input.environment,
    seed: input.seed,
    runs: rows.size,
    partial: input.partial,
    sampling: { stretches: rows.stretches, ...stretchPlan(scenario), confidence },
    measurements: measurementsOf(figures, confidence),
    rates: ratesOf(figures, confidence),
    ...(input.rare === undefined || sampledRate === undefined
      ? {}
      : {
          rareFailures: rareFailures(input.rare, sampledRate, {
            plain: rows,
            confidence,
            perMeasured: perMeasured(scenario),
          }),
        }),
    outcomes: outcomesOf(rows),
    verdicts: scenario.targets
      .filter(({ environment = input.environment }) => environment === input.environment)
      .map((target) => verdictOn(target, figures)),
    published: publishedBeside(scenario, figures, confidence),
    ...(audit === undefined ? {} : { audit }),
    criticalPath: criticalMinutes(rows, stages),
    histogram: histogramOf(rows),
    failures: failuresOf(rows),
    attributions: attributionsOf(rows, scenario.pipeline, { confidence, seed: input.seed }),
    examples: [...input.examples],
    assumptions,
    tunedConstants: assumptions.filter((assumption) => assumption.tuned).length,
    notes: [...(input.notes ?? []), ...notesOn(figures)],
  }
}

/** Deployments simulated for each one that counts: the warm-up is on top. */
function perMeasured(scenario: Scenario): number {
  const { deploymentsPerStretch, warmUpPerStretch } = stretchPlan(scenario)
  return 1 + warmUpPerStretch / deploymentsPerStretch
}

/** Published figures with the simulated ones; a figure that reports do not have has no simulated value. */
function publishedBeside(scenario: Scenario, figures: Figures, confidence: number): Report['published'] {
  return scenario.published.map((published) => {
    const { metric, statistic } = published
    const estimate = isStatistic(statistic) ? figures.estimate(metric, statistic, confidence) : undefined
    const simulated = estimate ?? { value: null, low: null, high: null, n: 0 }
    return { ...published, simulated: roundedEstimate(simulated, figures.unit(metric) ?? 'count') }
  })
}
