import { setImmediate } from 'node:timers/promises'
import type { Scenario } from '../model/scenario.ts'
import type { StretchRunner } from './stretch-runner.ts'
import { runStretchTask } from './stretch-task.ts'

/** Runs stretches in this thread, and lets signals and timers have their turn between two. */
export function inProcessRunner(scenarios: readonly Scenario[]): StretchRunner {
  return {
    parallel: 1,
    run: async (task) => {
      await setImmediate()
      return runStretchTask(scenarios, task)
    },
    [Symbol.asyncDispose]: async () => {},
  }
}
