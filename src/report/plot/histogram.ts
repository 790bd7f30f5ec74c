import type { Report } from '../../model/report.ts'
import { formatExact, formatShare, formatValue } from '../format/quantity.ts'
import { type Markup, markup } from '../markup.ts'
import { axisLabels, grid } from './axis.ts'
import { figure, span, upright } from './figure.ts'
import { linear, percent, type Scale, ticks, timeTicks } from './scale.ts'

/** A vertical line with a name, such as the mean or a target. */
export interface HistogramMark {
  readonly at: number
  readonly label: string
  readonly className: string
}

/** How the chart is drawn; `scale` lets several charts share an axis, heights are pixels. */
export interface HistogramOptions {
  readonly height: number
  readonly label: string
  readonly marks: readonly HistogramMark[]
  readonly scale?: Scale
  /** False leaves out the labels of the time axis, for charts that stand above another one. */
  readonly axis?: boolean
}

/** Domain of a histogram, ms. */
export const histogramDomain = ({ fromMs, binMs, counts }: Report['histogram']): Scale =>
  linear(fromMs, fromMs + binMs * Math.max(1, counts.length))

const AXIS = 22
const MARK = 16

/**
 * Durations in equal bins, with a row of labels for each mark above and a time axis below. Charts with labelled marks are large enough for a vertical axis too: the share of deployments in a bin.
 */
export function histogram(data: Report['histogram'], options: HistogramOptions): Markup {
  const { fromMs, binMs, counts } = data
  const scale = options.scale ?? histogramDomain(data)
  const labelled = options.marks.filter((mark) => mark.label !== '').length
  const top = labelled * MARK + 4
  const bottom = options.height - (options.axis === false ? 1 : AXIS)
  const tallest = Math.max(1, ...counts)
  const all = counts.reduce((sum, count) => sum + count, 0)
  const at = timeTicks(scale, 6)
  const bars = counts.map((count, index) => {
    if (count === 0) return null
    const from = fromMs + index * binMs
    const height = Math.max(1, Math.round((count / tallest) * (bottom - top)))
    const title = `${formatValue(from, 'ms')} to ${formatValue(from + binMs, 'ms')}: ${count} (${formatShare(count, all)})`
    return span(scale.at(from), scale.at(from + binMs), bottom - height, height, 'bin', title)
  })
  const marks = options.marks.map(({ at: value, label, className }, index) => {
    const share = scale.at(value)
    const y = index * MARK + 11
    const right = share > 0.6
    return markup`${upright(share, y - 9, bottom, `mark ${className}`)}<text x="${percent(share)}" dx="${right ? -6 : 6}" y="${y}" text-anchor="${right ? 'end' : 'start'}" class="mark-label">${label}</text>`
  })
  const shares = all === 0 ? [] : ticks(linear(0, tallest / all), 3).filter((share) => share > 0)
  const levels = shares.map((share) => {
    const y = bottom - Math.round(((share * all) / tallest) * (bottom - top))
    return markup`<line x1="0" x2="100%" y1="${y}" y2="${y}" class="grid"/><text x="0" y="${y - 4}" class="tick">${formatExact(share, 'ratio')}</text>`
  })
  return figure(options.height, options.label, 'histogram', [
    grid(scale, at, top, bottom),
    labelled > 0 && levels,
    bars,
    markup`<line x1="0" x2="100%" y1="${bottom}" y2="${bottom}" class="axis"/>`,
    marks,
    options.axis !== false && axisLabels(scale, at, options.height - 6, 'ms'),
  ])
}
