import type { Scenario } from '../model/scenario.ts'
import type { StretchRunner } from './stretch-runner.ts'
import { startWorkerThread, type WorkerThread } from './worker-thread.ts'

/** Runs stretches in `size` worker threads, each stretch in whichever is free, first come first served. */
export function workerPool(scenarios: readonly Scenario[], size: number): StretchRunner {
  const threads = Array.from({ length: size }, () => startWorkerThread(scenarios))
  const idle = [...threads]
  const waiting: ((thread: WorkerThread) => void)[] = []

  const acquire = async (): Promise<WorkerThread> =>
    idle.pop() ?? new Promise<WorkerThread>((resolve) => waiting.push(resolve))
  const release = (thread: WorkerThread): void => {
    const next = waiting.shift()
    if (next === undefined) idle.push(thread)
    else next(thread)
  }

  return {
    parallel: size,
    run: async (task) => {
      const thread = await acquire()
      try {
        return await thread.run(task)
      } finally {
        release(thread)
      }
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(threads.map((thread) => thread.stop()))
    },
  }
}
