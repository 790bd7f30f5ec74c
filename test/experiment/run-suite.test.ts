import { expect, test } from 'vitest'
import { runScenario } from '../../src/experiment/run-scenario.ts'
import { runSuite } from '../../src/experiment/run-suite.ts'
import { scenarioFolders } from '../../src/experiment/scenario-folders.ts'
import { validateSuite } from '../../src/model/validate.ts'
import { smallPrepared } from './prepared.ts'

const [first, second] = [smallPrepared('case/first'), smallPrepared('case/second')]
const suite = validateSuite(
  {
    name: 'pair',
    runs: 32,
    scenarios: [first, { ...second, pipeline: { ...second.pipeline, runners: 1 } }],
    comparisons: [{ from: 'case/first', to: 'case/second', label: 'fewer runners' }],
  },
  'test.ts',
).value

test('a scenario gives the same report in a suite as alone', async () => {
  const together = await runSuite(suite, { workers: 2 })
  const alone = await runScenario(first, { runs: 32, workers: 0 })
  expect(together.scenarios[0]?.report).toEqual(alone.report)
  expect(together.report.scenarios.map(({ folder }) => folder)).toEqual(['case-first', 'case-second'])
})

test('the same change sets are deployed in each scenario, so that they can be compared in pairs', async () => {
  const changed: number[][] = [[], []]
  await runSuite(suite, {
    workers: 0,
    onRows: (scenario, rows) => changed[scenario]?.push(...rows.map((row) => row.changedServices)),
  })
  expect(changed[0]).toHaveLength(32)
  expect(changed[1]).toEqual(changed[0])
})

test('a suite that is stopped reports the scenarios that had begun', async () => {
  const stop = new AbortController()
  const { report, scenarios } = await runSuite(suite, {
    workers: 0,
    signal: stop.signal,
    onProgress: (scenario, done) => {
      if (scenario === 0 && done >= 8) stop.abort()
    },
  })
  expect(report.partial).toBe(true)
  expect(scenarios.map((scenario) => scenario.report.runs)).toEqual([8])
})

test.each([
  [
    ['reference/before', 'reference/after'],
    ['reference-before', 'reference-after'],
  ],
  [
    ['a b', 'a/b', 'A-b'],
    ['a-b', 'a-b-2', 'A-b-3'],
  ],
  [
    ['../..', '…'],
    ['scenario', 'scenario-2'],
  ],
])('the scenarios %j lie in the folders %j', (names, folders) => {
  expect(scenarioFolders(names)).toEqual(folders)
})
