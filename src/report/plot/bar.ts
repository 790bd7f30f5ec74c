import type { Markup } from '../markup.ts'
import { figure, span } from './figure.ts'

/** A part of a stacked bar. `className` names its colour. */
export interface BarPart {
  readonly size: number
  readonly className: string
  readonly title: string
}

/**
 * A stacked horizontal bar. `full` is the size that fills the width, so that bars under each other share a scale. Parts
 * of size 0 are left out.
 */
export function stackedBar(parts: readonly BarPart[], full: number, label: string, height = 18): Markup {
  let from = 0
  const boxes = parts
    .filter((part) => part.size > 0 && full > 0)
    .map((part) => {
      const to = from + part.size / full
      const box = span(from, to, 0, height, part.className, part.title)
      from = to
      return box
    })
  return figure(height, label, 'bar', boxes)
}
