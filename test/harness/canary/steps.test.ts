import { expect, it } from 'vitest'
import { stepsOf } from '../../../harness/canary/steps.ts'
import { deliveryStrategySchema, type StrategyOf } from '../../../src/model/delivery-strategy.ts'

it('steps of a scenario become steps of a Rollout, in whole percent and whole seconds', () => {
  const steps = [
    { weight: 0, pauseMs: 1_200 },
    { weight: 0.004, pauseMs: 0 },
    { weight: 0.25, pauseMs: 60_000 },
    { weight: 1, pauseMs: 500 },
  ]
  const strategy = deliveryStrategySchema.parse({ kind: 'canary', steps }) as StrategyOf<'canary'>
  expect(stepsOf(strategy)).toEqual([
    { setWeight: 0 },
    { pause: { duration: '2s' } },
    { setWeight: 1 },
    { setWeight: 25 },
    { pause: { duration: '60s' } },
    { setWeight: 100 },
    { pause: { duration: '1s' } },
  ])
})
