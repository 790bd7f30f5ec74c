import type { Report } from '../../../model/report.ts'
import { figureOf } from '../../figure.ts'
import { whole } from '../../format/number.ts'
import { formatExact, formatValue } from '../../format/quantity.ts'
import { type HistogramMark, histogram } from '../../plot/histogram.ts'
import type { Section } from '../document.ts'

/** Lines of a histogram of durations: the figures that are spoken of, and the published mean. */
export function durationMarks(report: Report): HistogramMark[] {
  const own = (['p50', 'mean', 'p95'] as const).flatMap((statistic) => {
    const value = figureOf(report, 'deployment.duration', statistic)?.value ?? null
    const name = { p50: 'median', mean: 'mean', p95: 'P95' }[statistic]
    return value === null ? [] : [{ at: value, label: `${name} ${formatValue(value, 'ms')}`, className: statistic }]
  })
  const published = report.published
    .filter((p) => p.metric === 'deployment.duration' && p.statistic === 'mean')
    .map(({ value }) => ({
      at: value,
      label: `published mean ${formatExact(value, 'ms')}`,
      className: 'published-mark',
    }))
  return [...published, ...own]
}

/** How durations spread. */
export function distributionSection(report: Report): Section {
  const { counts, binMs } = report.histogram
  const all = counts.reduce((sum, count) => sum + count, 0)
  return {
    id: 'distribution',
    title: 'How deployment times spread',
    short: 'Spread',
    lead: `${whole(all)} deployments that reached production, in bins of ${formatExact(binMs, 'ms')}.`,
    content:
      all === 0
        ? null
        : histogram(report.histogram, {
            height: 270,
            label: 'histogram of deployment times',
            marks: durationMarks(report),
          }),
  }
}
