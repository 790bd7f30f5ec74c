import type { Report } from '../../model/report.ts'
import { formatShare, formatValue } from '../format/quantity.ts'
import { type Markup, markup } from '../markup.ts'
import { axisLabels, grid } from './axis.ts'
import { figure, span, upright } from './figure.ts'
import { linear, percent, type Scale, timeTicks } from './scale.ts'

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
}

/** Domain of a histogram, ms. */
export const histogramDomain = ({ fromMs, binMs, counts }: Report['histogram']): Scale =>
  linear(fromMs, fromMs + binMs * Math.max(1, counts.length))

const AXIS = 22
const MARK = 16

/** Durations in equal bins, with a row of labels for each mark above and a time axis below. */
export function histogram(data: Report['histogram'], options: HistogramOptions): Markup {
  const { fromMs, binMs, counts } = data
  const scale = options.scale ?? histogramDomain(data)
  const top = options.marks.length * MARK + (options.marks.length > 0 ? 4 : 0)
  const bottom = options.height - AXIS
  const tallest = Math.max(1, ...counts)
  const all = counts.reduce((sum, count) => sum + count, 0)
  const at = timeTicks(scale)
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
  return figure(options.height, options.label, 'histogram', [
    grid(scale, at, top, bottom),
    bars,
    markup`<line x1="0" x2="100%" y1="${bottom}" y2="${bottom}" class="axis"/>`,
    marks,
    axisLabels(scale, at, options.height - 6, 'ms'),
  ])
}
