import type { Trend } from '../../model/trend.ts'
import { type Markup, markup } from '../markup.ts'
import { figure, upright } from '../plot/figure.ts'
import { around, percent, ticks } from '../plot/scale.ts'
import { trendValue } from './wording.ts'

const HEIGHT = 300
const TOP = 22
const BOTTOM = HEIGHT - 26

/** A trend as a chart: a point and its interval a run, the means of the regimes, and a line where a new one begins. */
export function trendPlot({ points, changePoints, unit, title }: Trend): Markup {
  const scale = around(points.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]))
  const x = (index: number): number => (points.length === 1 ? 0.5 : 0.02 + (0.96 * index) / (points.length - 1))
  const y = (value: number): number => Math.round(BOTTOM - scale.at(value) * (BOTTOM - TOP))
  const levels = ticks(scale, 4).map(
    (value) =>
      markup`<line x1="0" x2="100%" y1="${y(value)}" y2="${y(value)}" class="grid"/><text x="0" y="${y(value) - 4}" class="tick">${trendValue(value, unit)}</text>`,
  )
  const begins = changePoints.map(({ index, after }) => {
    const share = (x(index - 1) + x(index)) / 2
    const right = share > 0.7
    return markup`${upright(share, TOP - 6, BOTTOM, 'mark target')}<text x="${percent(share)}" dx="${right ? -6 : 6}" y="${TOP - 8}" text-anchor="${right ? 'end' : 'start'}" class="mark-label">${trendValue(after, unit)}</text>`
  })
  const runs = points.map(({ value, low, high, label }, index) => {
    const at = percent(x(index))
    const whisker =
      low !== null && high !== null && markup`<line x1="${at}" x2="${at}" y1="${y(high)}" y2="${y(low)}" class="axis"/>`
    return markup`${whisker}<circle cx="${at}" cy="${y(value)}" r="3.5" class="point"><title>${label}: ${trendValue(value, unit)}</title></circle>`
  })
  return figure(HEIGHT, `${title} over ${points.length} runs`, 'trend', [
    levels,
    regimes({ points, changePoints }).map(
      ({ from, to, mean }) =>
        markup`<line x1="${percent(x(from))}" x2="${percent(x(to))}" y1="${y(mean)}" y2="${y(mean)}" class="mark"/>`,
    ),
    begins,
    runs,
    markup`<line x1="0" x2="100%" y1="${BOTTOM}" y2="${BOTTOM}" class="axis"/><text x="0" y="${HEIGHT - 6}" class="tick">${points[0]?.label}</text><text x="100%" y="${HEIGHT - 6}" text-anchor="end" class="tick">${points.length > 1 && points.at(-1)?.label}</text>`,
  ])
}

/** Stretches of points between changes, with their means. */
function regimes({ points, changePoints }: Pick<Trend, 'points' | 'changePoints'>) {
  const bounds = [0, ...changePoints.map(({ index }) => index), points.length]
  return changePoints.length === 0
    ? []
    : bounds.slice(0, -1).map((from, i) => {
        const mean = i === 0 ? changePoints[0]!.before : changePoints[i - 1]!.after
        return { from, to: bounds[i + 1]! - 1, mean }
      })
}
