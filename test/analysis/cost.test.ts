import { describe, expect, it } from 'vitest'
import { Aggregator, buildReport, yearlyCost } from '../../src/analysis/index.ts'
import { failed, row } from './rows.ts'
import { scenario } from './scenarios.ts'

const RATES = { deploymentsPerDay: 2, workingDaysPerYear: 250, usdPerEngineerHour: 150, usdPerFailure: 1_000 }

describe('yearlyCost', () => {
  const aggregator = new Aggregator()
  aggregator.add(row(0, 0, { engineerMs: 3_600_000 }))
  aggregator.add(row(1, 0, { engineerMs: 3_600_000 }))
  aggregator.add(row(2, 0, { engineerMs: 3_600_000, outcome: 'blocked', failure: failed('code-defect') }))
  aggregator.add(row(3, 0, { engineerMs: 3_600_000, outcome: 'failed', failure: failed('drift') }))
  const report = buildReport({
    ...{ scenario: scenario(), scenarioHash: 'sha256:', environment: 'sim', seed: 1 },
    ...{ aggregator, examples: [], partial: false },
  })

  it('is the hours of engineers and the failed deployments of a year, priced', () => {
    const { engineers, failures } = yearlyCost(report, RATES)
    expect(engineers.value).toBe(2 * 250 * 150)
    // One in four deployments fails: one in three of the three in four that reach production.
    expect(failures.value).toBe(125_000)
    expect(failures.low).toBeLessThan(125_000)
  })

  it('is unknown where the report knows nothing', () => {
    expect(yearlyCost({ measurements: {}, rates: {}, runs: 0 }, RATES).engineers.value).toBeNull()
  })
})
