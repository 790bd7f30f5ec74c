import { expect, test } from 'vitest'
import type { CompareReport } from '../../../src/model/compare.ts'
import { terminalCompare } from '../../../src/report/compare/index.ts'

type Compared = CompareReport['comparisons'][number]
type Source = CompareReport['sources'][number]

const source = (name: string): Source =>
  ({ name, file: `${name}.json`, kind: 'report', environment: 'sim', seed: 1, runs: 120, hash: name }) as Source
const estimate = (value: number, low: number, high: number) => ({ value, low, high, n: 120 })
const compared = (of: Partial<Compared>): Compared =>
  ({
    ...{ from: 0, to: 1, metric: 'stage.deploy-production.duration', unit: 'ms', pairing: 'paired' },
    ...{ before: 555_600, after: 714_000, difference: estimate(-158_400, -201_300, -115_500) },
    ...{ ratio: estimate(1.28, 1.14, 1.42) },
    ...of,
  }) as Compared

test('the table of a comparison fits 80 columns with both ends of every difference', () => {
  const report = {
    ...{ kind: 'compare', schemaVersion: 1, confidence: 0.95, notes: [] },
    sources: [source('storm'), source('gate')],
    comparisons: [
      compared({}),
      compared({
        ...{
          metric: 'pipeline.failure.rate',
          unit: 'ratio',
          before: 0.5,
          after: 0.1,
          ratio: estimate(0.2, 0.095, 0.305),
        },
        difference: estimate(-0.4, -0.498, -0.302),
      }),
    ],
  } as unknown as CompareReport
  const lines = terminalCompare(report, { color: false }).split('\n')
  expect(lines.filter((line) => line.length > 80)).toEqual([])
  const rows = lines.filter((line) => /^(deploy|pipeline)/.test(line))
  expect(rows).toHaveLength(2)
  for (const row of rows) expect(row).toMatch(/\(.+ to .+\) +\d[\d.]* %$/)
})
