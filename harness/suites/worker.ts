import { caseRunner } from './case-runner.ts'
import type { Shard } from './test-case.ts'

/**
 * A worker process: it gets a shard as a message, sends a `CaseResult` after each test, and ends by letting go of its channel. Ends with
 * an exit code other than 0 when it cannot do its work at all.
 */
process.once('message', async (shard: Shard) => {
  await using runner = await caseRunner(shard)
  for (const one of shard.cases) process.send?.(await runner.run(one))
  process.disconnect()
})
