import { expect, test } from 'vitest'
import { verdictReason } from '../../src/report/wording/verdict.ts'
import { afterReport } from './sample.ts'

test('a target without a bound says so instead of printing a dash', () => {
  const verdict = afterReport().verdicts.find(({ kind }) => kind === 'claim')!
  const open = { ...verdict, status: 'inconclusive' as const, bound: { ...verdict.bound, value: null } }
  expect(verdictReason(open, 'ms')).toMatch(/; there is no (upper |lower )?95 % bound yet, asked for/)
})
