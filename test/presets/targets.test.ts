import { expect, test } from 'vitest'
import { Aggregator, buildReport, targetProblems } from '../../src/analysis/index.ts'
import { dashboardTargets, referenceTargets, target } from '../../src/index.ts'
import { loadScenario } from '../../src/loading/load.ts'
import { scenario } from '../analysis/scenarios.ts'
import { testedDocument } from '../experiment/gate/tested.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const textsOf = (targets: readonly (object | string)[], environment: 'sim' | 'kind' = 'sim'): string[] => {
  const parsed = scenario({ targets: targets as never })
  const aggregator = new Aggregator()
  const report = buildReport({
    scenario: parsed,
    scenarioHash: '',
    environment,
    seed: 1,
    aggregator,
    examples: [],
    partial: false,
  })
  expect(targetProblems(parsed)).toEqual([])
  return report.verdicts.map((verdict) => verdict.target)
}

test('the published goals and the stricter ones of the dashboards are ready', () => {
  expect(textsOf(referenceTargets())).toEqual([
    'mean of deployment.duration <= 18 min at 95 %',
    'p95 of deployment.duration <= 24 min at 95 %',
    'change.failure.rate <= 0.3 % at 95 %',
    'mean of recovery.duration <= 8 min at 95 %',
  ])
  expect(textsOf(dashboardTargets({ confidence: 0.9 }))).toEqual([
    'mean of deployment.duration <= 20 min at 90 %',
    'change.failure.rate <= 0.5 % at 90 %',
    'mean of recovery.detect <= 2 min at 90 %',
    'mean of recovery.duration <= 5 min at 90 %',
  ])
})

test('a report has verdicts on the targets of its own environment only', () => {
  const targets = [
    target('mean of deployment.duration <= 18 min on sim'),
    target('mean of deployment.duration <= 5 min on kind'),
    target('change.failure.rate <= 1 %'),
  ]
  expect(textsOf(targets, 'kind')).toEqual([
    'mean of deployment.duration <= 5 min at 95 % on kind',
    'change.failure.rate <= 1 % at 95 %',
  ])
})

test('scenarios in JSON and YAML write targets as sentences, beside others', async () => {
  using folder = temporaryFolder()
  const other = { kind: 'claim', metric: 'manual.steps', statistic: 'mean', comparison: 'at-most', value: 2 }
  const file = folder.write(
    'a.json',
    testedDocument({ targets: ['p95 of deployment.duration <= 24 min at 95 %', other] as never }),
  )
  const { value } = await loadScenario(file)
  expect(value.targets).toMatchObject([{ statistic: 'p95', value: 1_440_000, confidence: 0.95 }, other])
  const wrong = folder.write('b.json', testedDocument({ targets: ['fast enough'] as never }))
  await expect(loadScenario(wrong)).rejects.toThrow('"fast enough" is no target')
})
