import { describe, expect, it } from 'vitest'
import { runSuite } from '../../../harness/suites/run-suite.ts'
import { CASE_KINDS, type CaseKind } from '../../../harness/suites/test-case.ts'

const { signal } = new AbortController()
const cases = CASE_KINDS.map((kind) => ({ name: kind, kind, workMs: 5 }))
const failing = async (run: { loses: boolean; defective: boolean }): Promise<CaseKind[]> => {
  const results = await runSuite({ suite: 'unit', cases, workers: 2, ...run }, signal)
  expect(results).toHaveLength(cases.length)
  return results.filter(({ passed }) => !passed).map(({ name }) => name as CaseKind)
}

describe('a unit suite in worker processes', () => {
  it('passes when nothing is wrong', async () => {
    expect(await failing({ loses: false, defective: false })).toEqual([])
  })

  it('fails in its race when the wrong one is first, by an assertion that does not hold', async () => {
    expect(await failing({ loses: true, defective: false })).toEqual(['race'])
  })

  it('finds a defect in the code', async () => {
    expect(await failing({ loses: false, defective: true })).toEqual(['booking'])
  })

  it('is ended with its processes when it is aborted', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    setTimeout(() => controller.abort(reason), 300)
    const long = [{ name: 'long', kind: 'cache' as const, workMs: 60_000 }]
    const run = runSuite({ suite: 'unit', cases: long, workers: 1, loses: false, defective: false }, controller.signal)
    await expect(run).rejects.toBe(reason)
  })
})

describe('an integration suite without a database', () => {
  it('says that its worker could not work', async () => {
    const run = runSuite({ suite: 'integration', cases, workers: 1, loses: false, defective: false }, signal)
    await expect(run).rejects.toMatchObject({
      code: 'TEST_WORKER_DIED',
      message: expect.stringContaining('exit code 1'),
    })
  })
})
