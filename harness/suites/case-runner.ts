import { AssertionError } from 'node:assert'
import { integrationCases } from './integration-cases.ts'
import type { CaseResult, Shard, TestCase } from './test-case.ts'
import { unitCases } from './unit-cases.ts'

/** What a kind of suite tests; `run` rejects with an `AssertionError` when a test fails. */
export interface Cases extends AsyncDisposable {
  run(one: TestCase): Promise<void>
}

/** Runs the tests of a shard one by one. A failed assertion is a result; anything else is thrown. */
export async function caseRunner(shard: Shard) {
  const cases = shard.suite === 'unit' ? unitCases(shard) : await integrationCases(shard)
  return {
    run: async (one: TestCase): Promise<CaseResult> => {
      try {
        await cases.run(one)
        return { name: one.name, passed: true, message: '' }
      } catch (error) {
        if (!(error instanceof AssertionError)) throw error
        return { name: one.name, passed: false, message: error.message }
      }
    },
    [Symbol.asyncDispose]: () => cases[Symbol.asyncDispose](),
  }
}
