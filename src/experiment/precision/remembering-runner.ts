import type { StretchRunner } from '../stretch-runner.ts'
import type { StretchResult, StretchTask } from '../stretch-task.ts'

/**
 * A runner that simulates each stretch once, however often its rows are asked for. What was looked at before is then put
 * together as any other run is, without simulating it again. Holds all rows: some 2 kB a deployment.
 */
export function rememberingRunner(runner: StretchRunner): StretchRunner {
  const known = new Map<string, Promise<StretchResult>>()
  return {
    parallel: runner.parallel,
    run: (task: StretchTask) => {
      if (task.recorded.length > 0 || task.tilted !== undefined) return runner.run(task)
      const key = `${task.scenario}/${task.stretch}/${task.counted}`
      const result = known.get(key) ?? runner.run(task)
      known.set(key, result)
      return result
    },
    [Symbol.asyncDispose]: async () => {},
  }
}
