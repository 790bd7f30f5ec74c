import { expect, test } from 'vitest'
import { spreadOf, spreadPlan } from '../../../src/experiment/gate/spread-plan.ts'
import { tested } from './tested.ts'

// 8 deployments a stretch
const scenario = tested()

test.each([
  [20, 10, [2, 2, 2, 2, 2, 2, 2, 2, 2, 2]],
  [23, 10, [3, 3, 3, 2, 2, 2, 2, 2, 2, 2]],
  [3, 3, [1, 1, 1]],
  [92, 12, [8, 8, 8, 8, 8, 8, 8, 8, 7, 7, 7, 7]],
])('%i deployments are spread over %i stretches', (runs, stretches, counted) => {
  const spread = spreadOf(scenario, runs)
  expect(spread).toEqual({ runs, stretches })
  expect(spreadPlan(scenario, spread)).toEqual(counted.map((count, stretch) => ({ stretch, counted: count })))
})

test('a stretch that is shorter than in the baseline is run as far as it goes', () => {
  expect(spreadPlan(scenario, { runs: 100, stretches: 10 }).every(({ counted }) => counted === 8)).toBe(true)
})
