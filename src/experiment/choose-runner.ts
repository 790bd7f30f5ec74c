import { availableParallelism } from 'node:os'
import type { Scenario } from '../model/scenario.ts'
import { inProcessRunner } from './in-process.ts'
import { planStretches } from './plan.ts'
import { deploymentsPerStretch, warmUpPerStretch } from './stretch.ts'
import type { StretchRunner } from './stretch-runner.ts'
import { workerPool } from './worker-pool.ts'

/** Simulated deployments, warm-up included, below which starting threads takes longer than it saves. */
const SMALL = 60

/** Work that is to be done with one runner. */
export interface RunnerNeeds {
  readonly scenarios: readonly Scenario[]
  /** Measured deployments of each scenario. */
  readonly runs: number
  /** Threads at most; the machine's processors unless given. With 0 all is done in the calling thread. */
  readonly workers?: number | undefined
}

/** A runner that suits the size of the work. Results do not depend on which it is. */
export function chooseRunner({ scenarios, runs, workers = availableParallelism() }: RunnerNeeds): StretchRunner {
  const stretches = scenarios.map((scenario) => planStretches(scenario, runs).length)
  const deployments = scenarios.map(
    (scenario, i) => (stretches[i] as number) * (deploymentsPerStretch(scenario) + warmUpPerStretch(scenario)),
  )
  if (workers === 0 || sum(deployments) <= SMALL) return inProcessRunner(scenarios)
  return workerPool(scenarios, Math.max(1, Math.min(workers, Math.max(...stretches))))
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0)
