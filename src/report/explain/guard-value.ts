import type { GuardValue } from '../../model/explanation.ts'
import type { ReportEstimate } from '../../model/report.ts'
import { formatSigned, formatValue } from '../format/quantity.ts'

/** Whether an interval leaves 0 out: only then is a difference spoken of as one. */
const isShown = ({ low, high }: ReportEstimate): boolean => low !== null && high !== null && (low > 0 || high < 0)

const shareOf100 = (estimate: ReportEstimate): string => {
  const per100 = (value: number | null): string => (value === null ? '–' : (Math.abs(value) * 100).toFixed(1))
  const [near, far] = [estimate.low, estimate.high].map((end) => Math.abs(end ?? 0)).sort((a, b) => a - b)
  return `${per100(estimate.value)} of 100 deployments (${per100(near!)} to ${per100(far!)})`
}

/** What a guard is worth in one sentence, as far as the paired runs show it. */
export function guardValueText(value: GuardValue, runs: number): string {
  const { label, on, changeFailures, corrupted, unnoticed, impact, duration, pipelineFailures, idle } = value
  const subject = `${label[0]!.toUpperCase()}${label.slice(1)} (${on ? 'on' : 'off'} here)`
  if (idle) return `${subject}: nothing of ${runs} deployments depends on it.`
  const effects = [
    ...effect(changeFailures, 'keep%s from failing in production', 'let%s through that fail in production', shareOf100),
    ...effect(corrupted, 'keep%s from corrupting data', 'corrupt%s', shareOf100),
    ...effect(unnoticed, 'keep%s from shipping something wrong unnoticed', 'hide%s', shareOf100),
    ...effect(impact, 'take%s of damage off a deployment', 'add%s of damage to a deployment', minutesOf),
    ...effect(pipelineFailures, 'keep%s from being stopped or failing', 'stop%s that would have passed', shareOf100),
    ...effect(duration, 'save%s a deployment', 'cost%s a deployment', minutesOf),
  ]
  if (effects.length === 0) return `${subject}: ${runs} deployments show no effect.`
  return `${subject}: it ${on ? verbs(effects) : `would ${effects.join('; ')}`}.`
}

const minutesOf = (estimate: ReportEstimate): string => {
  const [near, far] = [estimate.low, estimate.high].map((end) => Math.abs(end ?? 0)).sort((a, b) => a - b)
  return `${formatValue(Math.abs(estimate.value ?? 0), 'ms')} (${formatValue(near!, 'ms')} to ${formatValue(far!, 'ms')})`
}

function effect(estimate: ReportEstimate, good: string, bad: string, amount: (of: ReportEstimate) => string): string[] {
  if (!isShown(estimate)) return []
  return [((estimate.value ?? 0) < 0 ? good : bad).replace('%s', ` ${amount(estimate)}`)]
}

/** Third person: `keep` becomes `keeps`. */
const verbs = (effects: readonly string[]): string =>
  effects.map((text) => text.replace(/^(\w+)/, (verb) => `${verb}s`)).join('; ')

/** A difference for a table; a dot where nothing differs. */
export function differenceCell(estimate: ReportEstimate, unit: 'ratio' | 'ms'): string {
  if (estimate.value === null) return '–'
  if (estimate.value === 0 && (estimate.high ?? 0) === 0) return '·'
  const { value, interval } = formatSigned(estimate, unit, unit === 'ms' ? 60_000 : undefined)
  const short = value.replace(' %-points', '').replace(' min', '')
  return interval === null ? short : `${short} (${interval})`
}
