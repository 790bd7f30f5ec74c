import { type DeploymentRow, measure } from '../analysis/index.ts'
import type { Recording } from '../model/events.ts'
import type { Scenario } from '../model/scenario.ts'
import { deploymentsPerStretch, simulateStretch } from './stretch.ts'

/** One piece of work: a stretch, and what is wanted of it. Plain data, so that a worker thread can be given it. */
export interface StretchTask {
  /** Which of the runner's scenarios. */
  readonly scenario: number
  readonly seed: number
  readonly stretch: number
  /** Rows of the first so many deployments. */
  readonly counted: number
  /** Recordings, pods included, of these deployments. */
  readonly recorded: readonly number[]
}

/** What a piece of work gave, in the order of the deployments. */
export interface StretchResult {
  readonly rows: readonly DeploymentRow[]
  readonly recordings: readonly Recording[]
}

/** Does one piece of work in this thread. The result depends on the arguments only. */
export function runStretchTask(scenarios: readonly Scenario[], task: StretchTask): StretchResult {
  const scenario = scenarios[task.scenario]
  if (scenario === undefined) throw new RangeError(`there is no scenario ${task.scenario}`)
  const wanted = new Set(task.recorded)
  const rows: DeploymentRow[] = []
  const recordings: Recording[] = []
  simulateStretch(scenario, {
    seed: task.seed,
    stretch: task.stretch,
    measured: deploymentsPerStretch(scenario),
    detailed: (deployment) => wanted.has(deployment),
    onRecording: (recording) => {
      const { deployment } = recording.address
      if (deployment < task.counted) rows.push(measure(recording))
      if (wanted.has(deployment)) recordings.push(recording)
    },
  })
  return { rows, recordings }
}
