import type { Process } from '../../kernel/index.ts'
import type { Result, TestWork } from '../../world/world.ts'
import type { Context } from '../context.ts'

/** Runs of one service's suites in one job at the most: the first, and two more after flaky failures. */
const RUNS = 3

/**
 * Tests one service. A flaky failure is tried again in place, by the runner or by the person who notices it, unless the job
 * says that failures stand.
 */
export function* test(work: TestWork, context: Context): Process<Result> {
  const { world } = context.shared
  for (let run = 1; ; run++) {
    const result = yield* world.test({ ...work, attempt: work.attempt * RUNS + run }, context)
    if (result.ok || result.failure.class !== 'flaky-test') return result
    if (run === RUNS || work.spec.rerun === 'never') return result
    if (work.spec.rerun === 'by-hand') yield* world.restartByHand(work, context)
  }
}
