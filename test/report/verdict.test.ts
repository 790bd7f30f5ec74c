import { expect, test } from 'vitest'
import { hasReason, verdictReason } from '../../src/report/wording/verdict.ts'
import { afterReport } from './sample.ts'

test('a target without a bound says so instead of printing a dash', () => {
  const verdict = afterReport().verdicts.find(({ kind }) => kind === 'claim')!
  const open = { ...verdict, status: 'inconclusive' as const, bound: { ...verdict.bound, value: null } }
  expect(verdictReason(open, 'ms')).toMatch(/; there is no (upper |lower )?95 % bound yet, asked for/)
})

test('deployments that count as fewer say so, also where the target is met', () => {
  const verdict = afterReport().verdicts.find(({ statistic }) => statistic === 'rate')!
  const met = { ...verdict, status: 'pass' as const, needed: null }
  expect(hasReason(met)).toBe(false)
  const fewer = { ...met, effectiveN: 712.9, observed: { ...verdict.observed, n: 3_600 } }
  expect(hasReason(fewer)).toBe(true)
  expect(verdictReason(fewer, 'ratio')).toContain('3,600 deployments count as 712 independent ones')
})

test('a bound beyond its limit never reads like the limit', () => {
  const verdict = afterReport().verdicts.find(({ kind }) => kind === 'claim')!
  const open = {
    ...verdict,
    observed: { value: 0, low: 0, high: 0.00383823, n: 997 },
    ...{ status: 'inconclusive' as const, needed: 1, goal: { comparison: 'at-most' as const, value: 0.003 } },
    bound: { side: 'upper' as const, confidence: 0.95, value: 0.00300024 },
  }
  expect(verdictReason(open, 'ratio')).toMatch(
    /bound is 0\.30002 %, asked for ≤ 0\.3 %; 1 more deployment is needed to say$/,
  )
  expect(verdictReason({ ...open, bound: { ...open.bound, value: 0.003 } }, 'ratio')).toContain('bound is 0.30 %,')
  expect(verdictReason({ ...open, bound: { ...open.bound, value: 0.0042 } }, 'ratio')).toContain('bound is 0.42 %,')
})
