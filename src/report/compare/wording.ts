import type { ComparedMetric, ComparedSource, CompareReport, SampleComparison } from '../../model/compare.ts'
import { decimalsFor, exact, fixed, whole } from '../format/number.ts'
import { formatRange, formatSigned, formatValue } from '../format/quantity.ts'
import { printedUnit } from '../format/unit.ts'
import { metricLabel } from '../wording/metric.ts'

/** What a manager asks about. */
const SPOKEN = ['deployment.duration', 'change.failure.rate', 'recovery.duration', 'engineer.hours']

/** Sentences about each source but the first, without a word of statistics beyond how sure they are. */
export function compareSentences(report: CompareReport): string[] {
  return report.comparisons
    .filter(({ metric }) => SPOKEN.includes(metric))
    .map((comparison) => sentence(comparison, report))
}

/** A source by its name, and by its file where two have the same name. */
export function sourceLabel({ name, file }: ComparedSource, { sources }: Pick<CompareReport, 'sources'>): string {
  return sources.filter((source) => source.name === name).length > 1 ? `${name} (${file})` : name
}

function sentence(comparison: ComparedMetric, report: CompareReport): string {
  const [from, to] = [comparison.from, comparison.to].map((index) => sourceLabel(report.sources[index]!, report))
  const { metric, difference, unit } = comparison
  const { value, low, high } = difference
  const sure = `${exact(report.confidence * 100)} %`
  if (value === 0 && low === 0 && high === 0)
    return `${sentenceCase(metricLabel(metric))} is the same in ${to} as in ${from}, deployment by deployment.`
  if (low === null || high === null || value === null)
    return `${sentenceCase(metricLabel(metric))}: ${formatValue(comparison.after, unit)} in ${to}, ${formatValue(comparison.before, unit)} in ${from}; how sure the difference is cannot be said from so few stretches.`
  if (low <= 0 && high >= 0)
    return `No difference in ${metricLabel(metric)} is shown between ${to} and ${from}: it lies between ${signedValue(low, unit)} and ${signedValue(high, unit)} (${sure}).`
  return shown(comparison, to!, from!, sure)
}

function shown(
  { metric, unit, before, after, difference, ratio }: ComparedMetric,
  to: string,
  from: string,
  sure: string,
): string {
  const { value, low, high } = difference
  const [near, far] = [Math.abs(low!), Math.abs(high!)].sort((a, b) => a - b) as [number, number]
  if (metric.endsWith('.failure.rate')) {
    const word = value! < 0 ? 'fewer' : 'more'
    return `Of 1,000 deployments ${metric === 'change.failure.rate' ? 'that reach production ' : ''}${perThousand(Math.abs(value!))} ${word} fail in ${to} than in ${from}: ${formatValue(after, unit)} instead of ${formatValue(before, unit)} (with ${sure} confidence ${perThousand(near)} to ${perThousand(far)} ${word}).`
  }
  const word = value! < 0 ? 'less' : 'more'
  const share =
    ratio.value === null
      ? ''
      : ` or ${fixed(Math.abs(ratio.value - 1) * 100, Math.abs(ratio.value - 1) < 0.1 ? 1 : 0)} %`
  return `${sentenceCase(metricLabel(metric))} in ${to}: ${formatValue(after, unit)} instead of ${formatValue(before, unit)} in ${from}, ${formatValue(Math.abs(value!), unit)}${share} ${word} (with ${sure} confidence ${formatRange(near, far, unit)}).`
}

const perThousand = (share: number): string => {
  const count = share * 1_000
  return fixed(count, count < 10 ? 1 : 0)
}

function signedValue(value: number, unit: string): string {
  return formatSigned({ value, low: null, high: null, n: 0 }, unit).value
}

/** The second sample against the first in words. */
export function sampleSentence({
  samples,
  shift,
  superiority,
  verdict,
  test,
  confidence,
  ratio,
  paired,
}: SampleComparison): string {
  const [a, b] = samples
  if (a === undefined || b === undefined) return ''
  const [first, second] = a.file === b.file ? [a.column, b.column] : [a.file, b.file]
  const p = test.p < 0.0001 ? 'p < 0.0001' : `p = ${exact(test.p)}`
  const range =
    shift.low === null || shift.high === null
      ? ''
      : `, between ${number(shift.low)} and ${number(shift.high)} with ${exact(confidence * 100)} % confidence`
  if (verdict === 'undecided')
    return `No difference between ${second} and ${first} is shown (${test.name}, ${p}); the typical difference is ${number(shift.value ?? 0)}${range}.`
  const share = ratio.value === null ? '' : ` (${fixed((ratio.value - 1) * 100, 1)} % in the mean)`
  const often = verdict === 'larger' ? superiority : 1 - superiority
  const how = paired ? '' : `; in ${whole(often * 100)} of 100 pairs it is the ${verdict} one`
  return `${second} is ${verdict} than ${first}: typically by ${number(shift.value ?? 0)}${share}${range}${how} (${test.name}, ${p}).`
}

const number = (value: number): string => fixed(value, decimalsFor(value))

/** Both means in one unit. */
export function meansText({ before, after, unit }: ComparedMetric): [before: string, after: string] {
  if (before === null || after === null) return [formatValue(before, unit), formatValue(after, unit)]
  const { factor, suffix } = printedUnit(unit, Math.max(Math.abs(before), Math.abs(after)))
  const print = (value: number): string =>
    `${fixed(value * factor, unit === 'count' && Number.isInteger(value) ? 0 : decimalsFor(value * factor))}${suffix}`
  return [print(before), print(after)]
}

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
