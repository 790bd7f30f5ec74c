import type { StretchResult, StretchTask } from './stretch-task.ts'

/** Runs stretches somewhere: in this thread or in workers. Which one changes the time it takes and nothing else. */
export interface StretchRunner extends AsyncDisposable {
  /** Tasks that are worth having under way at once. */
  readonly parallel: number
  /** Rejects with what the simulation threw, or when the runner is disposed of before the task is done. */
  run(task: StretchTask): Promise<StretchResult>
}
