import type { CheckedChange, CheckedMetric, CheckReport, CheckStatus } from '../../model/check.ts'
import { decimalsFor, exact, fixed, whole } from '../format/number.ts'
import { formatSigned, formatValue } from '../format/quantity.ts'
import { printedUnit } from '../format/unit.ts'
import { metricLabel } from '../wording/metric.ts'

/** The sign that stands beside a status. */
export const CHECK_SIGN: Readonly<Record<CheckStatus, string>> = {
  identical: '=',
  pass: '✓',
  regression: '✗',
  inconclusive: '?',
}

/** A metric as it is spoken of; all figures of a check are means or shares. */
export const checkedLabel = ({ metric }: Pick<CheckedMetric, 'metric'>): string => metricLabel(metric)

/** How much something changed: times and amounts in percent, rates in points; with its bounds. */
export function changeText({ metric, unit, ratio, difference, status }: CheckedMetric): string {
  if (status === 'identical') return 'none'
  if (isRate(metric) || ratio.value === null) return signed(difference, unit)
  const minus = (value: number | null): number | null => (value === null ? null : value - 1)
  const share = { value: ratio.value - 1, low: minus(ratio.low), high: minus(ratio.high), n: ratio.n }
  return signed(share, 'ratio').replace(' %-points', ' %')
}

/** The whole decision in one sentence, the worst metric first. */
export function checkSentence(report: CheckReport): string {
  const gating = report.metrics.filter((metric) => metric.gating)
  const of = (status: CheckStatus): CheckedMetric[] => gating.filter((metric) => metric.status === status)
  if (report.partial) return 'Stopped before anything could be compared.'
  switch (report.status) {
    case 'identical':
      return `Identical bytes: not one figure of ${whole(report.runs)} deployments differs.`
    case 'regression':
      return worse(of('regression'))
    case 'inconclusive':
      return of('inconclusive').map(openText).join(' ')
    case 'pass':
      return `No gating figure is shown to be worse${improvements(of('pass'))}.`
  }
}

/** The deployment time or else the first metric in full, the others in short. */
function worse(metrics: readonly CheckedMetric[]): string {
  const [first, ...others] = metrics
  if (first === undefined) return ''
  const [before, after] = sidesOf(first)
  const main = `${sentenceCase(checkedLabel(first))} is worse: ${after} instead of ${before}, ${changeText(first)} with bounds at ${percent(first.confidence)}.`
  if (others.length === 0) return main
  return `${main} Also worse: ${others.map((metric) => `${checkedLabel(metric)} ${changeText(metric)}`).join(', ')}.`
}

/** Both means in one unit, with as many digits as tell them apart. */
export function sidesOf({ before, after, unit }: CheckedMetric): [before: string, after: string] {
  if (before === null || after === null) return [formatValue(before, unit), formatValue(after, unit)]
  const size = Math.max(Math.abs(before), Math.abs(after))
  const { factor, suffix } = printedUnit(unit, size)
  const print = (value: number, decimals: number): string => `${fixed(value * factor, decimals)}${suffix}`
  let decimals =
    unit === 'count' && Number.isInteger(before) && Number.isInteger(after) ? 0 : decimalsFor(size * factor)
  while (before !== after && decimals < 6 && print(before, decimals) === print(after, decimals)) decimals++
  return [print(before, decimals), print(after, decimals)]
}

function openText(metric: CheckedMetric): string {
  const { needed } = metric
  const more =
    needed === null ? 'no number of deployments is known that would' : `about ${whole(needed)} more deployments would`
  return `${sentenceCase(checkedLabel(metric))} changed by ${changeText(metric)}: neither a regression nor its absence is shown; ${more} decide it.`
}

function improvements(metrics: readonly CheckedMetric[]): string {
  const better = metrics.filter(({ difference }) => difference.high !== null && difference.high < 0)
  if (better.length === 0) return ''
  return `; better: ${better.map((metric) => `${checkedLabel(metric)} ${changeText(metric)}`).join(', ')}`
}

/** What a change is worth on its own, by metric: `deployment time +1.2 min (0.8–1.7)`. */
export function worthText(worth: CheckedChange['worth']): string {
  const changed = worth.filter(({ difference }) => difference.value !== 0)
  if (changed.length === 0) return 'no influence in these deployments'
  return changed
    .map(({ metric, unit, difference }) => `${checkedLabel({ metric })} ${signed(difference, unit)}`)
    .join('; ')
}

/** The same for a change that has no worth, for whichever reason. */
export function changeWorthText({ kind, worth }: CheckedChange): string {
  switch (kind) {
    case 'worth':
      return worthText(worth)
    case 'none':
      return 'results do not depend on it'
    case 'not-alone':
      return 'the scenario is not valid with this difference alone'
    case 'not-run':
      return 'not run alone'
  }
}

/** `path (12 places): before → after` */
export const changeTitle = ({ path, places, before, after }: CheckedChange): string =>
  `${path}${places > 1 ? ` (${whole(places)} places, the first)` : ''}: ${before} → ${after}`

/** Where the other side comes from. */
export function againstText({ against }: CheckReport): string {
  const { provenance, name, file } = against
  if (provenance === null) return `against ${name} (${file})`
  const commit =
    provenance.commit === null
      ? ''
      : `, commit ${provenance.commit.slice(0, 10)}${provenance.dirty ? ' and uncommitted changes' : ''}`
  return `against the baseline of ${provenance.writtenAt.slice(0, 10)} (seatrial ${provenance.seatrial}${commit})`
}

function signed(estimate: CheckedMetric['difference'], unit: string): string {
  const { value, interval } = formatSigned(estimate, unit)
  return interval === null ? value : `${value} (${interval})`
}

const isRate = (metric: string): boolean => metric.endsWith('.failure.rate')

const percent = (share: number): string => `${exact(Math.round(share * 1e5) / 1e3)} %`

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
