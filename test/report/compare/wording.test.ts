import { expect, test } from 'vitest'
import type { ComparedMetric, CompareReport } from '../../../src/model/compare.ts'
import { compareSentences, terminalCompare } from '../../../src/report/compare/index.ts'

const source = (name: string, file: string) =>
  ({ kind: 'report', file, name, environment: 'sim', seed: 1, runs: 1_000 }) as const
const metric = (of: Partial<ComparedMetric>): ComparedMetric => ({
  ...{
    from: 0,
    to: 1,
    metric: 'deployment.duration',
    unit: 'ms',
    pairing: 'paired',
    before: 12_600_000,
    after: 1_080_000,
  },
  difference: { value: -11_520_000, low: -11_700_000, high: -11_400_000, n: 1_000 },
  ratio: { value: 0.0857, low: 0.085, high: 0.0866, n: 1_000 },
  ...of,
})
const report = (...comparisons: ComparedMetric[]): CompareReport => ({
  ...{ kind: 'compare', schemaVersion: 1, confidence: 0.95, notes: [] },
  sources: [source('before', 'a'), source('after', 'b')],
  comparisons,
})

test('a shown difference is a sentence that says how much, and how sure', () => {
  expect(compareSentences(report(metric({})))).toEqual([
    'Deployment time in after: 18.0 min instead of 210 min in before, 192 min or 91 % less (with 95 % confidence 190–195 min).',
  ])
})

test('failure rates are told as deployments of a thousand', () => {
  const rate = metric({
    ...{ metric: 'change.failure.rate', unit: 'ratio', before: 0.15, after: 0.003 },
    difference: { value: -0.147, low: -0.16, high: -0.13, n: 1_000 },
  })
  expect(compareSentences(report(rate))).toEqual([
    'Of 1,000 deployments that reach production 147 fewer fail in after than in before: 0.30 % instead of 15.0 % (with 95 % confidence 130 to 160 fewer).',
  ])
})

test('an interval across zero claims no difference', () => {
  const open = metric({ difference: { value: 1_000, low: -60_000, high: 62_000, n: 9 } })
  expect(compareSentences(report(open))[0]).toContain('No difference in deployment time is shown')
})

test('no interval, no certainty', () => {
  const few = metric({ difference: { value: 1_000, low: null, high: null, n: 9 } })
  expect(compareSentences(report(few))[0]).toContain('cannot be said from so few stretches')
})

test('two of the same name are told apart by their files, and no line is wider than the terminal', () => {
  const same = { ...report(metric({})), sources: [source('after', 'old/out'), source('after', 'new/out')] }
  expect(compareSentences(same)[0]).toContain('Deployment time in after (new/out)')
  for (const line of terminalCompare(same, { color: false }).split('\n')) expect(line.length).toBeLessThanOrEqual(80)
})
