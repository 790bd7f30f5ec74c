import { expect, test } from 'vitest'
import { metricsOf } from '../../src/analysis/metrics.ts'
import { validateScenario } from '../../src/model/validate.ts'
import { smallScenario } from './small-scenario.ts'

test('a target can be set on every quantity that a report measures', () => {
  const scenario = smallScenario()
  const targets = metricsOf(scenario.pipeline.stages.map((stage) => stage.name)).map(({ name }) => ({
    kind: 'claim' as const,
    metric: name,
    statistic: 'mean' as const,
    comparison: 'at-most' as const,
    value: 1,
  }))
  expect(targets.length).toBeGreaterThan(10)
  expect(validateScenario({ ...scenario, targets }, 'test.ts').value.targets).toHaveLength(targets.length)
})
