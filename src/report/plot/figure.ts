import { type Markup, markup, type Piece } from '../markup.ts'

/**
 * An SVG without a view box: x is given in percent and y in pixels, so that it fills its container at any width while
 * text and strokes keep their size. `label` is what a screen reader says instead.
 */
export const figure = (height: number, label: string, className: string, content: Piece): Markup =>
  markup`<svg class="plot ${className}" width="100%" height="${height}" role="img" aria-label="${label}">${content}</svg>`

/** A rectangle from share `from` to share `to` of the width; at least a hair wide. The title is its tooltip. */
export function span(
  from: number,
  to: number,
  y: number,
  height: number,
  className: string,
  title: string | null = null,
): Markup {
  const x = Number((from * 100).toFixed(3))
  const width = Number(Math.max((to - from) * 100, 0.12).toFixed(3))
  const box = markup`<rect x="${x}%" y="${y}" width="${width}%" height="${height}" class="${className}"`
  return title === null ? markup`${box}/>` : markup`${box}><title>${title}</title></rect>`
}

/** A vertical line at a share of the width. */
export const upright = (at: number, from: number, to: number, className: string): Markup => {
  const x = `${Number((at * 100).toFixed(3))}%`
  return markup`<line x1="${x}" x2="${x}" y1="${from}" y2="${to}" class="${className}"/>`
}
