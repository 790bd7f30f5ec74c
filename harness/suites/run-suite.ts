import type { Suite } from '../../src/model/fleet.ts'
import { shardsOf } from './plan-suite.ts'
import { runShard } from './run-shard.ts'
import type { SuiteState } from './suite-state.ts'
import type { CaseResult, Shard, TestCase } from './test-case.ts'

/** One run of a suite, or of some of its tests. */
export interface SuiteRun {
  readonly suite: Suite['kind']
  readonly cases: readonly TestCase[]
  readonly workers: number
  /** Needed by integration suites. */
  readonly state?: SuiteState
  readonly loses: boolean
  readonly defective: boolean
}

/** Runs tests in parallel worker processes, and returns the results of all. When one worker dies the others are ended. */
export async function runSuite(run: SuiteRun, signal: AbortSignal): Promise<readonly CaseResult[]> {
  const abort = new AbortController()
  const both = AbortSignal.any([signal, abort.signal])
  const shards = shardsOf(run.cases, run.workers).map((cases, worker) => shardOf(run, cases, worker))
  const running = shards.map((shard) =>
    runShard(shard, both).catch((error: unknown) => {
      abort.abort(error)
      throw error
    }),
  )
  const ended = await Promise.allSettled(running)
  signal.throwIfAborted()
  abort.signal.throwIfAborted()
  return ended.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
}

function shardOf({ suite, state, loses, defective }: SuiteRun, cases: readonly TestCase[], worker: number): Shard {
  const postgres = state?.databases[worker]
  return {
    suite,
    cases,
    loses,
    defective,
    ...(state === undefined || postgres === undefined
      ? {}
      : { postgres, redis: { port: state.redisPort, prefix: `${state.prefix}:${worker}` } }),
  }
}
