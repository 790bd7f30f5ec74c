import type { ReportEstimate, Verdict } from '../../model/report.ts'
import { columnOf, formatEstimate, formatShare, NO_INTERVAL } from '../format/quantity.ts'
import { type Markup, markup, type Piece } from '../markup.ts'
import { MINUTE_KINDS, MINUTE_LABELS } from '../wording/step.ts'
import { STATUS_SIGN } from '../wording/verdict.ts'

/** A figure with its interval beside it, the interval quieter than the figure; `reference` picks the unit. */
export function estimateText(estimate: ReportEstimate | null, unit: string, reference?: number): Markup {
  if (estimate === null) return markup`<span class="muted">–</span>`
  const { value, interval } = formatEstimate(estimate, unit, reference)
  return markup`<span class="figure"><b class="nowrap">${value}</b>${estimate.value !== null && markup` <span class="interval-text">(${interval ?? NO_INTERVAL})</span>`}</span>`
}

/** A verdict: sign, word and colour. */
export const chip = (status: Verdict['status']): Markup =>
  markup`<span class="chip ${status}">${STATUS_SIGN[status]} ${status}</span>`

/** A small square in the colour of a class. */
export const swatch = (className: string): Markup =>
  markup`<svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" rx="2" class="${className}"/></svg>`

/** An explanation of colours. */
export const legend = (items: readonly (readonly [className: string, text: Piece])[]): Markup =>
  markup`<ul class="legend">${items.map(([className, text]) => markup`<li>${swatch(className)}${text}</li>`)}</ul>`

/** The legend of the kinds of minutes, with what each adds up to where the totals are given (ms). */
export const minutesLegend = (totals: Readonly<Record<string, number>> | null = null): Markup => {
  const all = totals === null ? 0 : MINUTE_KINDS.reduce((sum, kind) => sum + (totals[kind] ?? 0), 0)
  const time = columnOf(all, 'ms')
  return legend(
    MINUTE_KINDS.map((kind) => {
      const size = totals?.[kind] ?? 0
      const text = totals !== null && markup` <b>${time(size)}</b> · ${formatShare(size, all)}`
      return [kind, markup`${MINUTE_LABELS[kind]}${text}`]
    }),
  )
}

/** A column: its title, and whether its cells are numbers. */
export type Column = readonly [title: string, kind?: 'number']

/**
 * A table in a container of its own, which scrolls by itself when the page is narrower than the table and can be reached
 * by keyboard. The first cell of each row is its header.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Piece[])[],
  options: {
    readonly label: string
    readonly className?: string
    /** Titles over several columns each; they cover all columns. */
    readonly groups?: readonly (readonly [title: string, columns: number])[]
  },
): Markup {
  const type = (index: number): string => columns[index]?.[1] ?? ''
  const groups = (options.groups ?? []).map(
    ([title, columns]) => markup`<th scope="colgroup" colspan="${columns}" class="group">${title}</th>`,
  )
  const head = columns.map(([title, kind]) => markup`<th scope="col" class="${kind ?? ''}">${title}</th>`)
  const body = rows.map(
    ([first, ...rest]) =>
      markup`<tr><th scope="row">${first}</th>${rest.map((cell, i) => markup`<td class="${type(i + 1)}">${cell}</td>`)}</tr>\n`,
  )
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${options.label}"><table class="${options.className ?? ''}"><thead>${groups.length > 0 && markup`<tr>${groups}</tr>`}<tr>${head}</tr></thead><tbody>
${body}</tbody></table></div>`
}

/** Sentences that a reader must see; nothing when there are none. */
export const noteList = (notes: readonly string[]): Markup | null =>
  notes.length === 0
    ? null
    : markup`<h3>To be read with it</h3><ul class="note-list">${notes.map((note) => markup`<li>${note}</li>`)}</ul>`
