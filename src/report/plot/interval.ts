import type { ReportEstimate } from '../../model/report.ts'
import { type Markup, markup } from '../markup.ts'
import { figure, span, upright } from './figure.ts'
import { around, percent, type Scale } from './scale.ts'

/** What is drawn beside an estimate: the band or limit that was asked for, and the published figure. */
export interface IntervalPlot {
  readonly estimate: ReportEstimate | null
  /** Shaded: where the estimate should lie. An end that is null is open. */
  readonly band?: { readonly low: number | null; readonly high: number | null } | null
  /** A diamond. */
  readonly published?: number | null
  /** A reference line, such as "no difference". */
  readonly zero?: number | null
  readonly status?: string | null
  readonly label: string
}

/** Everything that the plot must have room for. */
export const extent = ({ estimate, band, published, zero }: IntervalPlot): number[] =>
  [estimate?.value, estimate?.low, estimate?.high, band?.low, band?.high, published, zero].filter(
    (value): value is number => value !== null && value !== undefined,
  )

const HEIGHT = 26
const MIDDLE = HEIGHT / 2

const ends = (band: NonNullable<IntervalPlot['band']>, scale: Scale): Markup => {
  const low = band.low === null ? 0 : scale.at(band.low)
  const high = band.high === null ? 1 : scale.at(band.high)
  return markup`${span(low, high, 3, HEIGHT - 6, 'band')}${band.low !== null && upright(low, 3, HEIGHT - 3, 'band-edge')}${band.high !== null && upright(high, 3, HEIGHT - 3, 'band-edge')}`
}

const point = (estimate: ReportEstimate, scale: Scale, status: string): Markup => {
  const { value, low, high } = estimate
  const line = low !== null && high !== null && span(scale.at(low), scale.at(high), MIDDLE - 2, 4, `whisker ${status}`)
  return markup`${line}${value !== null && markup`<circle cx="${percent(scale.at(value))}" cy="${MIDDLE}" r="4" class="point ${status}"/>`}`
}

/**
 * One row of a forest plot: point and interval over the band that it should lie in, with the published figure as a
 * diamond. Rows under each other share a scale when one is given.
 */
export function intervalPlot(plot: IntervalPlot, scale: Scale = around(extent(plot))): Markup {
  const { estimate, band, published, zero } = plot
  const diamond =
    typeof published === 'number' &&
    markup`<svg x="${percent(scale.at(published))}" y="${MIDDLE}" overflow="visible"><path d="M0-6 5 0 0 6-5 0Z" class="published"/></svg>`
  return figure(HEIGHT, plot.label, 'interval', [
    band ? ends(band, scale) : null,
    markup`<line x1="0" x2="100%" y1="${MIDDLE}" y2="${MIDDLE}" class="grid"/>`,
    typeof zero === 'number' ? upright(scale.at(zero), 0, HEIGHT, 'zero') : null,
    diamond,
    estimate === null ? null : point(estimate, scale, plot.status ?? 'plain'),
  ])
}
