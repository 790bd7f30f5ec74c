import { InterruptedError } from '../../src/model/errors.ts'
import type { Component } from '../component.ts'
import type { Run } from '../run/run.ts'
import { explainFailure } from '../tool/explain-failure.ts'
import { takeDown } from './take-down.ts'

/** What `removeRuns` needs beside the runs. */
export interface RemoveRunsOptions {
  readonly components: readonly Component[]
  readonly signal: AbortSignal
  /** Tells the user what is going on, in one line. */
  readonly say: (line: string) => void
}

/**
 * Removes runs one after another. An abort lets the one under way go to its end and keeps the next ones: then it rejects with an
 * `InterruptedError` that says which are left. It resolves when all are gone, whether or not somebody wanted it to stop by then. One that
 * cannot be removed is an error that says why.
 */
export async function removeRuns(runs: readonly Run[], options: RemoveRunsOptions): Promise<void> {
  const { components, signal, say } = options
  for (const [done, run] of runs.entries()) {
    if (signal.aborted) throw stoppedBefore(runs, done, signal)
    say(`removing ${run.id}`)
    try {
      await takeDown(run, components)
    } catch (error) {
      throw signal.aborted ? leftHalfWay(run, error) : explainFailure(error, `environment ${run.id}`)
    }
  }
}

function stoppedBefore(runs: readonly Run[], done: number, signal: AbortSignal): InterruptedError {
  const ids = runs.map(({ id }) => id)
  const [removed, left] = [ids.slice(0, done), ids.slice(done)]
  const what = removed.length === 0 ? 'nothing was removed' : `removed: ${removed.join(', ')}`
  return new InterruptedError(`interrupted; ${what}; left: ${left.join(', ')}`, {
    where: 'env down',
    remedy: `remove ${left.length === 1 ? 'it' : 'them'}: ${left.map((id) => `seatrial env down ${id}`).join('; ')}`,
    cause: signal.reason,
  })
}

function leftHalfWay({ id }: Run, error: unknown): InterruptedError {
  const why = error instanceof Error ? error.message : String(error)
  return new InterruptedError(`interrupted, and not all of the environment "${id}" could be removed: ${why}`, {
    where: 'env down',
    remedy: `remove the rest: seatrial env down ${id}`,
    cause: error,
  })
}
