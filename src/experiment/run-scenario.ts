import { buildReport, type DeploymentRow, exampleOf, type RareSampling, scenarioHash } from '../analysis/index.ts'
import type { Recording } from '../model/events.ts'
import type { Report } from '../model/report.ts'
import type { Scenario } from '../model/scenario.ts'
import { type Batch, runBatch } from './batch.ts'
import { chooseRunner } from './choose-runner.ts'
import { elasticitiesOfScenario, type KnownElasticities } from './known-elasticities.ts'
import { RareSampler, samplesFor } from './rare/rare-sampler.ts'
import type { StretchRunner } from './stretch-runner.ts'

/** Measured deployments when nobody says otherwise. */
export const DEFAULT_RUNS = 1_000

/** How a scenario is run. Everything but `seed`, `runs` and `elasticities` leaves the results as they are. */
export interface RunOptions {
  /** 1 unless given. */
  readonly seed?: number | undefined
  /** Measured deployments; {@link DEFAULT_RUNS} unless given. */
  readonly runs?: number | undefined
  /** Threads; the machine's processors unless given. With 0 all is done in the calling thread. */
  readonly workers?: number | undefined
  /** Shown beside the constants that they belong to. */
  readonly elasticities?: KnownElasticities | undefined
  /** Stops the run; what is done by then is reported, marked partial. */
  readonly signal?: AbortSignal | undefined
  /** Called with the rows of each stretch, in the order of (stretch, deployment). */
  readonly onRows?: ((rows: readonly DeploymentRow[]) => void) | undefined
  /** `what` is given where it is not deployments of the scenario as it is. */
  readonly onProgress?: ((done: number, total: number, what?: 'rare failures') => void) | undefined
  /** Spends as many deployments again on the rare failures, by importance sampling. */
  readonly rare?: boolean | undefined
}

/** What a run gave. */
export interface ScenarioRun {
  readonly report: Report
  /** Recordings of the report's examples, pods included, in its order. */
  readonly recordings: readonly Recording[]
  /** Weighted deployments of rare failures; absent where they were not sampled. */
  readonly rareRows?: readonly DeploymentRow[]
}

/** Runs a scenario on the simulator. Same scenario, seed and runs: the same report, to the byte. */
export async function runScenario(scenario: Scenario, options: RunOptions = {}): Promise<ScenarioRun> {
  const { seed = 1, runs = DEFAULT_RUNS } = options
  await using runner = chooseRunner({ scenarios: [scenario], runs, workers: options.workers })
  const batch = await runBatch(runner, 0, scenario, {
    seed,
    runs,
    signal: options.signal,
    onRows: options.onRows,
    onProgress: (done) => options.onProgress?.(done, runs),
  })
  const rare = options.rare === true && !batch.partial ? await sampleRare(runner, scenario, runs, options) : undefined
  return {
    report: reportOf(scenario, seed, batch, options.elasticities, { ...SIMULATED, rare }),
    recordings: batch.examples.map((example) => example.recording),
    ...(rare === undefined ? {} : { rareRows: rare.rows }),
  }
}

/** Where a batch comes from, and what the reader must know of it. */
export interface BatchOrigin {
  readonly environment: Report['environment']
  readonly notes: readonly string[]
  /** Samples of rare failures that were drawn beside it. */
  readonly rare?: RareSampling | undefined
}

/** An ordinary run of the simulator. */
export const SIMULATED: BatchOrigin = { environment: 'sim', notes: [] }

async function sampleRare(
  runner: StretchRunner,
  scenario: Scenario,
  runs: number,
  { seed = 1, signal, onProgress }: RunOptions,
): Promise<RareSampling | undefined> {
  const samples = samplesFor(scenario, runs)
  const onSample = (done: number): void => onProgress?.(done, samples, 'rare failures')
  const sampler = await RareSampler.learn(runner, scenario, { seed, signal, onSample })
  const sampling = await sampler.sample(samples)
  return sampling.rows.length === samples ? sampling : undefined
}

/** The report of a batch that was simulated, or carried out. */
export function reportOf(
  scenario: Scenario,
  seed: number,
  batch: Batch,
  known?: KnownElasticities,
  origin: BatchOrigin = SIMULATED,
): Report {
  const { elasticities, notes } = elasticitiesOfScenario(scenario, known)
  const invalid = batch.partial ? [] : batch.faults.problems(scenario)
  const report = buildReport({
    scenario,
    scenarioHash: scenarioHash(scenario),
    environment: origin.environment,
    seed,
    aggregator: batch.aggregator,
    examples: batch.examples.map(({ recording, why }) => exampleOf(recording, why)),
    partial: batch.partial,
    ...(elasticities === undefined ? {} : { elasticities }),
    rare: origin.rare,
    notes: [
      ...invalid,
      ...(batch.stopped === undefined ? [] : [batch.stopped]),
      ...batch.findings,
      ...(batch.partial ? ['The run was stopped early: the figures are those of the deployments done by then.'] : []),
      ...notes,
      ...origin.notes,
    ],
  })
  const chaos = { ...(batch.stopped === undefined ? {} : { stopped: batch.stopped }), ...deviationsOf(batch) }
  return invalid.length === 0 ? { ...report, ...chaos } : withoutPasses({ ...report, ...chaos, invalid })
}

/** A target that is met by figures of something else is not met. */
const withoutPasses = (report: Report): Report => ({
  ...report,
  verdicts: report.verdicts.map((verdict) =>
    verdict.status === 'pass' ? { ...verdict, status: 'inconclusive' } : verdict,
  ),
})

const deviationsOf = ({ findings }: Batch): Pick<Report, 'deviations'> =>
  findings.length === 0 ? {} : { deviations: [...findings] }
