import { expect, test } from 'vitest'
import { EXIT_CODE_HELP, EXIT_CODES, exitCodeOfError, exitCodeOfVerdicts } from '../../src/cli/exit-codes.ts'
import { InterruptedError, InvalidInputError, TimeLimitError } from '../../src/model/errors.ts'
import type { Verdict } from '../../src/model/report.ts'

const verdict = (status: Verdict['status']): Verdict => ({
  target: 'mean of deployment.duration <= 18 min',
  kind: 'claim',
  metric: 'deployment.duration',
  statistic: 'mean',
  observed: { value: 1, low: 1, high: 1, n: 1 },
  bound: { side: 'upper', confidence: 0.95, value: 1 },
  band: null,
  status,
  needed: null,
})

test.each<[Verdict['status'][], number]>([
  [[], 0],
  [['pass', 'pass'], 0],
  [['pass', 'inconclusive'], 5],
  [['inconclusive', 'fail', 'pass'], 3],
])('verdicts %j end with %i', (statuses, code) => {
  expect(exitCodeOfVerdicts(statuses.map(verdict))).toBe(code)
})

test('errors end with their own code, unexpected ones with 1', () => {
  const details = { where: 'run', remedy: 'wait' }
  expect(exitCodeOfError(new InvalidInputError('a.ts', []))).toBe(2)
  expect(exitCodeOfError(new TimeLimitError('late', details))).toBe(124)
  expect(exitCodeOfError(new InterruptedError('stop', details))).toBe(130)
  expect(exitCodeOfError(new Error('oops'))).toBe(1)
})

test('the help names every exit code', () => {
  const named = [...EXIT_CODE_HELP.matchAll(/^ {2}(\d+) /gm)].map((match) => Number(match[1]))
  expect(named).toEqual(Object.values(EXIT_CODES))
})
