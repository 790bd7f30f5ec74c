import { type DeploymentRow, measure } from '../analysis/index.ts'
import type { Recording } from '../model/events.ts'
import type { Scenario } from '../model/scenario.ts'
import type { TiltedPart } from '../world/sim/rare/tilt.ts'
import type { ChanceTally } from '../world/sim/rare/tilted-chances.ts'
import { type Change, changedScenario } from './change.ts'
import { deploymentsPerStretch, simulateStretch } from './stretch.ts'
import { type Watch, watchedScenario } from './watched-scenario.ts'

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
  /** What is different from the runner's scenario. */
  readonly changes?: readonly Change[]
  /** Constants whose reading is to be told. */
  readonly watch?: Watch
  /** Makes rare failures frequent; the rows then have weights. */
  readonly tilted?: TiltedPart
}

/** What a piece of work gave, in the order of the deployments. */
export interface StretchResult {
  readonly rows: readonly DeploymentRow[]
  readonly recordings: readonly Recording[]
  /** Names of watched constants that the stretch read; absent when none was watched. */
  readonly read?: readonly string[]
  /** Yes/no draws behind each row; absent when nothing was tilted. */
  readonly tallies?: readonly ChanceTally[]
}

/** Does one piece of work in this thread. The result depends on the arguments only. */
export function runStretchTask(scenarios: readonly Scenario[], task: StretchTask): StretchResult {
  const given = scenarios[task.scenario]
  if (given === undefined) throw new RangeError(`there is no scenario ${task.scenario}`)
  const changed = task.changes === undefined ? given : changedScenario(given, task.changes)
  const watched = task.watch === undefined ? undefined : watchedScenario(changed, task.watch)
  const scenario = watched?.scenario ?? changed
  const wanted = new Set(task.recorded)
  const rows: DeploymentRow[] = []
  const recordings: Recording[] = []
  const tallies: ChanceTally[] = []
  simulateStretch(scenario, {
    seed: task.seed,
    stretch: task.stretch,
    measured: deploymentsPerStretch(scenario),
    detailed: (deployment) => wanted.has(deployment),
    tilted: task.tilted,
    onRecording: (recording, chances) => {
      const { deployment } = recording.address
      if (deployment < task.counted) {
        rows.push(chances === undefined ? measure(recording) : { ...measure(recording), weight: chances.weight })
        if (chances !== undefined) tallies.push(chances.tally())
      }
      if (wanted.has(deployment)) recordings.push(recording)
    },
  })
  return {
    rows,
    recordings,
    ...(watched === undefined ? {} : { read: watched.read() }),
    ...(task.tilted === undefined ? {} : { tallies }),
  }
}
