import { exact } from '../format/number.ts'
import { printedUnit } from '../format/unit.ts'
import { type Markup, markup } from '../markup.ts'
import { upright } from './figure.ts'
import { percent, type Scale } from './scale.ts'

const anchor = (share: number): string => (share < 0.04 ? 'start' : share > 0.96 ? 'end' : 'middle')

/** Grid lines at the ticks of a horizontal scale. */
export const grid = (scale: Scale, at: readonly number[], top: number, bottom: number): Markup =>
  markup`${at.map((tick) => upright(scale.at(tick), top, bottom, 'grid'))}`

/** Labels below a horizontal axis, in the unit of its far end; the last one carries the unit. */
export function axisLabels(scale: Scale, at: readonly number[], baseline: number, unit: string): Markup {
  const { factor, suffix } = printedUnit(unit, Math.max(Math.abs(scale.low), Math.abs(scale.high)))
  const text = (tick: number, last: boolean): string => `${exact(tick * factor)}${last ? suffix : ''}`
  return markup`${at.map((tick, index) => {
    const share = scale.at(tick)
    return markup`<text x="${percent(share)}" y="${baseline}" text-anchor="${anchor(share)}" class="tick">${text(tick, index === at.length - 1)}</text>`
  })}`
}
