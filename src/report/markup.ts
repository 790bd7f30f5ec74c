/** Text that is already HTML, SVG or XML. Only {@link markup} and {@link verbatim} make one. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }
}

/** What may stand in a template: markup as it is, anything else escaped; lists are joined, nothing is left out. */
export type Piece = Markup | string | number | null | undefined | false | readonly Piece[]

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Characters that XML 1.0 (section 2.2) forbids even as references; HTML parsers reject or replace most of them too. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g

/** Text made safe between tags and inside quoted attributes of HTML, SVG and XML. */
export const escapeMarkup = (text: string): string =>
  text
    .toWellFormed()
    .replace(FORBIDDEN, '\uFFFD')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)

const render = (piece: Piece): string => {
  if (piece instanceof Markup) return piece.text
  if (piece === null || piece === undefined || piece === false) return ''
  if (typeof piece === 'string') return escapeMarkup(piece)
  if (typeof piece === 'number') return String(piece)
  return piece.map(render).join('')
}

/**
 * Template tag that escapes what is put into it, so that a name out of a scenario can never become an element: escaping
 * is the default and leaving it out takes a word.
 */
export const markup = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup =>
  new Markup(String.raw({ raw: strings }, ...pieces.map(render)))

/** Declares a constant of this code base to be markup. Never for text that comes out of a report. */
export const verbatim = (text: string): Markup => new Markup(text)
