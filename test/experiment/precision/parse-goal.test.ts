import { expect, test } from 'vitest'
import { parseGoal } from '../../../src/experiment/precision/parse-goal.ts'
import { InvalidInputError } from '../../../src/model/errors.ts'
import { tested } from '../gate/tested.ts'

const scenario = tested()

test.each([
  ['p95=2%', 'p95', 'deployment.duration', 0.02, true, 0.95],
  ['mean = 1 %', 'mean', 'deployment.duration', 0.01, true, 0.95],
  ['mean of recovery.duration=30s@99', 'mean', 'recovery.duration', 30_000, false, 0.99],
  ['stage.test.duration=5%@0.9', 'mean', 'stage.test.duration', 0.05, true, 0.9],
  ['manual.steps=0.5', 'mean', 'manual.steps', 0.5, false, 0.95],
  ['change.failure.rate=0.3%@95', 'rate', 'change.failure.rate', 0.003, false, 0.95],
  ['change.failure.rate=20%rel@95%', 'rate', 'change.failure.rate', 0.2, true, 0.95],
])('%s asks for the %s of %s', (text, statistic, metric, halfWidth, relative, confidence) => {
  expect(parseGoal(text, scenario)).toEqual({
    ...{ kind: 'figure', text: text.trim(), statistic, metric, halfWidth, relative, confidence },
  })
})

test.each([
  ['p95', /this is not FIGURE=WIDTH/],
  ['p95=wide', /"wide" is no width -> write 2%/],
  ['p95=0%', /is no width/],
  ['change.failure.rate=0.003', /write percentage points/],
  ['p95 of change.failure.rate=1%', /has no p95/],
  ['p75=2%', /there is no metric "p75"|there is no statistic "p75"/],
  ['deployment.duraton=2%', /did you mean "deployment.duration"/],
  ['p95=2%@100', /"@100" is no confidence/],
  ['targets', /the scenario has no targets/],
])('%s is refused with what to write', (text, expected) => {
  try {
    parseGoal(text, scenario)
    expect.unreachable()
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    expect(`${error.message} -> ${error.remedy}`).toMatch(expected)
  }
})
