import type { Report, Verdict } from '../../model/report.ts'
import { exact, whole } from '../format/number.ts'
import { formatApart, formatExact, formatRange, formatWithInterval } from '../format/quantity.ts'

const SYMBOL = { 'at-most': '≤', 'at-least': '≥', reproduces: '≈' } as const

/** What was asked for, short enough for a table cell: `≤ 18 min`, or the band of a reproduction, `17.1–18.9 min`. */
export function goalText(verdict: Verdict, unit: string): string {
  if (verdict.kind === 'reproduction' && verdict.band !== null)
    return formatRange(verdict.band.low, verdict.band.high, unit)
  if (verdict.goal !== undefined) return `${SYMBOL[verdict.goal.comparison]} ${formatExact(verdict.goal.value, unit)}`
  const limit = /(<=|>=)\s*(.+)$/.exec(verdict.target)
  return limit === null ? verdict.target : `${limit[1] === '<=' ? '≤' : '≥'} ${limit[2]}`
}

/** Why the verdict is what it is, as a sentence without its end. */
export function verdictReason(verdict: Verdict, unit: string): string {
  const observed = `${formatWithInterval(verdict.observed, unit)}${effectiveText(verdict)}`
  const goal = goalText(verdict, unit)
  if (verdict.kind === 'reproduction') {
    const place = { pass: 'inside', fail: 'outside', inconclusive: 'across an edge of' }[verdict.status]
    return `${observed} lies ${place} ${goal}${neededText(verdict)}`
  }
  const { side, confidence, value } = verdict.bound
  const name = `${side === 'both' ? '' : `${side} `}${exact(confidence * 100)} % bound`
  const bound =
    value === null ? `there is no ${name} yet` : `the ${name} is ${formatApart(value, verdict.goal?.value, unit)}`
  return `${observed}; ${bound}, asked for ${goal}${neededText(verdict)}`
}

/** Whether the reason of a verdict says something that its status does not: why it is not met, or what it rests on. */
export const hasReason = ({ status, effectiveN }: Verdict): boolean => status !== 'pass' || effectiveN !== undefined

/** That failures come together in stretches, so that the deployments count as fewer. */
function effectiveText({ effectiveN, observed }: Verdict): string {
  if (effectiveN === undefined) return ''
  return `; failures come in groups, so that ${whole(observed.n)} deployments count as ${whole(Math.floor(effectiveN))} independent ones`
}

/** What an undecided target still takes. */
export function neededText(verdict: Verdict): string {
  if (verdict.status !== 'inconclusive') return ''
  return verdict.needed === null
    ? '; no number of deployments is known that would decide it'
    : `; ${neededNumber(verdict.needed)} more ${verdict.needed === 1 ? 'deployment is' : 'deployments are'} needed to say`
}

/** Numbers that a run can reach are exact; beyond, two digits are all that an extrapolation can claim. */
function neededNumber(n: number): string {
  if (n < 10_000) return whole(n)
  const unit = 10 ** (Math.ceil(Math.log10(n)) - 2)
  return `about ${whole(Math.ceil(n / unit) * unit)}`
}

/** Verdicts counted by status. */
export function tally(verdicts: Report['verdicts']): Readonly<Record<Verdict['status'], number>> {
  const count = { pass: 0, fail: 0, inconclusive: 0 }
  for (const { status } of verdicts) count[status]++
  return count
}

/** The worst status of a list: one failure makes it fail, else one doubt makes it inconclusive; null for an empty list. */
export function overall(verdicts: Report['verdicts']): Verdict['status'] | null {
  const count = tally(verdicts)
  if (count.fail > 0) return 'fail'
  if (count.inconclusive > 0) return 'inconclusive'
  return count.pass > 0 ? 'pass' : null
}

/** The sign that stands beside a status, so that colour is never the only carrier. */
export const STATUS_SIGN = { pass: '✓', fail: '✗', inconclusive: '?' } as const
