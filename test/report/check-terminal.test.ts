import { expect, test } from 'vitest'
import type { CheckedMetric, CheckReport } from '../../src/model/check.ts'
import { terminalCheck } from '../../src/report/check/index.ts'

const estimate = (value: number, low: number, high: number) => ({ value, low, high, n: 400 })
const metric = (of: Partial<CheckedMetric>): CheckedMetric => ({
  metric: 'stage.deploy-production.duration',
  unit: 'ms',
  gating: true,
  status: 'inconclusive',
  before: 673_412,
  after: 673_012,
  difference: estimate(-400, -2_510, 1_620),
  ratio: estimate(0.99935, 0.9963, 1.0024),
  confidence: 0.99889,
  needed: 1_200,
  ...of,
})
const report: CheckReport = {
  kind: 'check',
  schemaVersion: 1,
  environment: 'sim',
  scenario: { name: 'gate', hash: 'a' },
  against: { kind: 'scenario', file: 'current.yaml', name: 'gate', hash: 'b', provenance: null },
  ...{
    seed: 1,
    runs: 60,
    stretches: 10,
    partial: false,
    status: 'regression',
    code: null,
    changes: [],
    together: null,
  },
  metrics: [
    metric({}),
    metric({ metric: 'stage.test.duration', status: 'regression', ratio: estimate(1.858, 1.77, 1.939) }),
    metric({ metric: 'runner.minutes', gating: false }),
  ],
  verdicts: [],
  notes: [],
}

test('the table of a check fits 80 columns with both ends of every interval', () => {
  const lines = terminalCheck(report, { color: false }).split('\n')
  expect(lines.filter((line) => line.length > 80)).toEqual([])
  const row = lines.find((line) => line.includes('−0.370'))
  expect(row).toMatch(/^deploy-production.*\(−0\.370 to 0\.240\) \?$/)
  expect(lines).toContain('✗ regression  ? inconclusive  · does not gate')
})
