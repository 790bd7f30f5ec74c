import { Aggregator } from '../../analysis/index.ts'
import type { Report } from '../../model/report.ts'
import type { Scenario } from '../../model/scenario.ts'
import { type Batch, runBatch } from '../batch.ts'
import { chooseRunner } from '../choose-runner.ts'
import { inOrder } from '../in-order.ts'
import { type RunOptions, reportOf, type ScenarioRun, SIMULATED } from '../run-scenario.ts'
import { deploymentsPerStretch } from '../stretch.ts'
import type { StretchRunner } from '../stretch-runner.ts'
import type { Goal } from './goal.ts'
import { type GoalState, lookAt } from './look.ts'
import { lookAtRare, type RareLook, rareGoal } from './rare-look.ts'
import { rememberingRunner } from './remembering-runner.ts'
import { rareNotes, stateText, stopNotes } from './state-text.ts'
import { reportAt } from './verdicts-at.ts'

/** The first look needs stretches enough to show their spread, and deployments enough to plan with. */
const FIRST_STRETCHES = 10
const FIRST_DEPLOYMENTS = 200

/** Deployments that nobody waits for. */
const MOST_RUNS = 1_000_000

/** What is run until it is precise enough. */
export interface PreciseRunOptions extends Omit<RunOptions, 'onProgress'> {
  readonly goals: readonly Goal[]
  /** Time after which no further stretch is waited for, in ms. */
  readonly budgetMs?: number | undefined
  /** `state` says how far the goals are. `total` is the next look's. */
  readonly onProgress?: ((done: number, total: number, state: string) => void) | undefined
}

/** A run, and whether it came to be as precise as it was to be. */
export interface PreciseRun extends ScenarioRun {
  readonly met: boolean
  readonly looks: number
}

/**
 * Runs whole stretches until every goal is met, the budget is over, or `runs` deployments are done. The deployments are
 * those of an ordinary run of as many; the report differs from that run's in its wider intervals and a note that says why.
 */
export async function runUntilPrecise(scenario: Scenario, options: PreciseRunOptions): Promise<PreciseRun> {
  const { seed = 1, runs: most = MOST_RUNS, workers } = options
  const size = deploymentsPerStretch(scenario)
  await using plain = chooseRunner({ scenarios: [scenario], runs: FIRST_STRETCHES * size, workers })
  const runner = rememberingRunner(plain)
  const looking = await look({ scenario, runner, seed, size, most }, options)
  const batch = await putTogether(runner, scenario, seed, looking, options)
  const rare = looking.rare?.sampling
  const usual = reportOf(scenario, seed, batch, options.elasticities, { ...SIMULATED, rare })
  const interrupted = options.signal?.aborted === true
  return {
    report: interrupted ? usual : atLook(usual, { scenario, aggregator: batch.aggregator, seed, rare }, looking),
    recordings: batch.examples.map((example) => example.recording),
    met: looking.why === 'precise',
    looks: looking.looks,
    ...(rare === undefined ? {} : { rareRows: rare.rows }),
  }
}

interface Looking {
  readonly size: number
  readonly looks: number
  readonly states: readonly GoalState[]
  readonly why: 'precise' | 'budget' | 'most'
  /** Present when a goal was approached by importance sampling. */
  readonly rare?: RareLook | undefined
}

/** Looks, and goes on to the next look, until there is a reason to stop. */
async function look(
  of: { scenario: Scenario; runner: StretchRunner; seed: number; size: number; most: number },
  { goals, budgetMs, signal, onProgress }: PreciseRunOptions,
): Promise<Looking> {
  const { scenario, runner, seed, size, most } = of
  const until = performance.now() + (budgetMs ?? Number.POSITIVE_INFINITY)
  const whole = (deployments: number): number => Math.max(1, Math.ceil(Math.min(deployments, most) / size))
  const aggregator = new Aggregator()
  let stretches = 0
  let planned = whole(Math.max(FIRST_STRETCHES * size, FIRST_DEPLOYMENTS))
  let state = ''
  let rare: RareLook | undefined
  let tried = false
  for (let looks = 1; ; looks++) {
    const tasks = Array.from({ length: planned - stretches }, (_, i) => ({
      ...{ scenario: 0, seed, stretch: stretches + i, counted: size, recorded: [] },
    }))
    for await (const { result } of inOrder(runner, tasks, signal)) {
      for (const row of result.rows) aggregator.add(row)
      stretches++
      onProgress?.(aggregator.size, planned * size, state)
      if (performance.now() > until) break
    }
    const isOver = (): boolean => signal?.aborted === true || performance.now() > until
    const plain = aggregator.size === 0 ? [] : lookAt({ scenario, aggregator, goals, seed, look: looks })
    const goal = tried || isOver() ? undefined : rareGoal(plain, aggregator.size)
    if (goal !== undefined) {
      tried = true
      const plainNeeds = Math.max(...plain.map(({ next }) => next)) - aggregator.size
      rare = await lookAtRare(goal, {
        ...{ scenario, runner, seed, plainNeeds, aggregator, signal, isOver },
        onLook: (found) => onProgress?.(aggregator.size, aggregator.size, stateText(found)),
      })
    }
    const states = plain.map((one) => (rare !== undefined && one.goal === rare.state.goal ? rare.state : one))
    state = states.map(stateText).join(', ')
    onProgress?.(aggregator.size, aggregator.size, state)
    const shared = { size: aggregator.size, looks: Math.max(looks, rare?.looks ?? 0), states, rare }
    if (states.length > 0 && states.every(({ met }) => met)) return { ...shared, why: 'precise' }
    if (isOver()) return { ...shared, why: 'budget' }
    if (planned >= whole(most)) return { ...shared, why: 'most' }
    planned = Math.max(stretches + 1, whole(Math.max(...states.map(({ next }) => next))))
  }
}

/** The run as any other is put together. Interrupted, it is cut off after what is there, and marked partial. */
async function putTogether(
  runner: StretchRunner,
  scenario: Scenario,
  seed: number,
  { size }: Looking,
  { signal, onRows }: PreciseRunOptions,
): Promise<Batch> {
  if (signal?.aborted !== true) return runBatch(runner, 0, scenario, { seed, runs: size, signal, onRows })
  const stop = new AbortController()
  if (size === 0) stop.abort()
  const onProgress = (done: number): void => {
    if (done >= size) stop.abort()
  }
  return runBatch(runner, 0, scenario, { seed, runs: size + 1, signal: stop.signal, onRows, onProgress })
}

/** The usual report with the intervals and verdicts of the look at which it stopped; what is invalid stays so. */
function atLook(usual: Report, of: Parameters<typeof reportAt>[0], { states, looks, why, rare }: Looking): Report {
  const { measurements, rates, published, verdicts, rareFailures } = reportAt(of, looks)
  const invalid = 'invalid' in usual && usual.invalid !== undefined
  return {
    ...usual,
    measurements,
    rates,
    ...(rareFailures === undefined ? {} : { rareFailures }),
    published,
    verdicts: verdicts.map((verdict, i) => ({
      ...verdict,
      target: usual.verdicts[i]?.target ?? verdict.target,
      status: invalid && verdict.status === 'pass' ? 'inconclusive' : verdict.status,
    })),
    notes: [...stopNotes(states, looks, why), ...(rare === undefined ? [] : rareNotes(rare.state)), ...usual.notes],
  }
}
