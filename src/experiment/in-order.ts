import type { StretchRunner } from './stretch-runner.ts'
import type { StretchResult, StretchTask } from './stretch-task.ts'

/** Tasks handed out ahead of the oldest unfinished one, per worker: enough to keep all busy, few enough to stay flat in memory. */
const AHEAD = 3

/**
 * Results in the order of the tasks, however the runner shares them out. Ends early, without an error, when `signal` is
 * aborted: at once, whatever is still being simulated.
 */
export async function* inOrder(
  runner: StretchRunner,
  tasks: readonly StretchTask[],
  signal: AbortSignal | undefined,
): AsyncGenerator<{ readonly task: StretchTask; readonly result: StretchResult }, void, undefined> {
  const pending: { task: StretchTask; result: Promise<StretchResult> }[] = []
  const aborted = whenAborted(signal)
  const left = tasks.values()
  for (;;) {
    while (pending.length < runner.parallel * AHEAD) {
      const next = left.next()
      if (next.done) break
      const result = runner.run(next.value)
      result.catch(() => {}) // awaited in its turn below; an abort may leave it behind
      pending.push({ task: next.value, result })
    }
    const oldest = pending.shift()
    if (oldest === undefined) return
    const result = await Promise.race([oldest.result, aborted])
    if (result === undefined || signal?.aborted) return
    yield { task: oldest.task, result }
  }
}

function whenAborted(signal: AbortSignal | undefined): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve(undefined)
    signal?.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}
