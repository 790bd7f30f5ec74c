import { expect, test } from 'vitest'
import type { DeploymentRow } from '../../../src/analysis/index.ts'
import { compareSources, type Source } from '../../../src/experiment/compare/compare-sources.ts'
import { aggregatorOfCsv } from '../../../src/experiment/compare/rows-of-csv.ts'
import { simulateSources } from '../../../src/experiment/compare/simulate-sources.ts'
import { runScenario } from '../../../src/experiment/run-scenario.ts'
import { runsCsv } from '../../../src/report/csv/runs.ts'
import { stagesCsv } from '../../../src/report/csv/stages.ts'
import { row } from '../../analysis/rows.ts'
import { tested } from '../gate/tested.ts'

const spread = { runs: 80, stretches: 10 }
const simulate = async (seed: number, ...scenarios: ReturnType<typeof tested>[]): Promise<Source[]> =>
  simulateSources(
    scenarios.map((scenario, i) => ({ file: `${i}.ts`, scenario })),
    { seed, spread, workers: 0 },
  )
const width = ({ low, high }: { low: number | null; high: number | null }): number => (high ?? 0) - (low ?? 0)
const duration = (sources: readonly Source[]) =>
  compareSources(sources).comparisons.find(({ metric }) => metric === 'deployment.duration')

test('two scenarios under the same draws are paired, which beats independent seeds by far', async () => {
  const [before, after] = [tested(), tested({ approvalMs: 90_000 })]
  const paired = duration(await simulate(1, before, after))
  const [other] = await simulate(2, after)
  const [first] = await simulate(1, before)
  if (paired === undefined || other === undefined || first === undefined) throw new Error('all were run')
  const independent = duration([first, other])
  expect(paired.pairing).toBe('paired')
  expect(independent?.pairing).toBe('independent')
  expect(paired.difference.low).toBeGreaterThan(20_000)
  expect(width(independent?.difference ?? paired.difference)).toBeGreaterThan(2 * width(paired.difference))
})

test('what is written to runs.csv and stages.csv comes back, and compares as the same', async () => {
  const rows: DeploymentRow[] = []
  const scenario = tested({ defects: 0.2 })
  const { report } = await runScenario(scenario, { runs: 80, workers: 0, onRows: (more) => rows.push(...more) })
  const csv = (text: Iterable<string>, file: string) => ({ file, text: [...text].join('') })
  const back = aggregatorOfCsv(csv(runsCsv(rows), 'runs.csv'), csv(stagesCsv(rows), 'stages.csv')).read()
  const source = { kind: 'report', file: 'out', name: 'tested', environment: 'sim', seed: 1, runs: 80 } as const
  const [fresh] = await simulate(1, scenario)
  if (fresh === undefined) throw new Error('it was run')
  const { comparisons } = compareSources([{ source, report, rows: back }, fresh])
  expect(comparisons.length).toBeGreaterThan(10)
  expect(comparisons.map(({ difference }) => difference.value)).toEqual(comparisons.map(() => 0))
  expect(report.outcomes.blocked).toBeGreaterThan(0)
})

test('requests that nobody counted come back from runs.csv as unknown', () => {
  const rows = [row(0, 0, { requestsSent: null, requestsLost: null }), row(1, 0, { requestsSent: 9, requestsLost: 2 })]
  const csv = (text: Iterable<string>, file: string) => ({ file, text: [...text].join('') })
  const lost = aggregatorOfCsv(csv(runsCsv(rows), 'runs.csv'), csv(stagesCsv(rows), 'stages.csv'))
    .read()
    .numbers('requestsLost')
  expect([lost(0), lost(1)]).toEqual([Number.NaN, 2])
})

test('reports without their deployments are compared by their intervals', async () => {
  const sources = await simulate(1, tested(), tested({ approvalMs: 90_000 }))
  const compared = compareSources(sources.map((source) => ({ ...source, rows: null })))
  const found = compared.comparisons.find(({ metric }) => metric === 'deployment.duration')
  const paired = duration(sources)
  expect(found?.pairing).toBe('from-intervals')
  expect(found?.difference.value).toBeCloseTo(paired?.difference.value ?? 0, -2)
  expect(compared.notes).toContainEqual(expect.stringContaining('only its intervals could be compared'))
})

test('three sources are each compared with the first', async () => {
  const sources = await simulate(1, tested(), tested({ runners: 1 }), tested({ approvalMs: 90_000 }))
  const pairs = new Set(compareSources(sources).comparisons.map(({ from, to }) => `${from}-${to}`))
  expect(pairs).toEqual(new Set(['0-1', '0-2']))
})
