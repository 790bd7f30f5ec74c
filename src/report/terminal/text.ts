import { styleText } from 'node:util'

/** Characters of a line. Terminals of CI logs wrap at 80 or not at all. */
export const WIDTH = 80

/** How terminal text is made. */
export interface TerminalOptions {
  /** Whether to colour; the caller knows the stream and NO_COLOR. */
  readonly color: boolean
}

type Style = Parameters<typeof styleText>[0]

/** Colours text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string

/** The paint of a report: the choice is the caller's, so the stream is not looked at. */
export const paintOf = ({ color }: TerminalOptions): Paint =>
  color ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text

/** Control characters, the beginning of escape sequences included, C1 ones too. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g

/** Text out of a report that can neither move the cursor nor recolour what follows. */
export const plain = (text: string): string => text.replace(CONTROL, ' ')

/** Number of characters as they are counted on a line. */
export const lengthOf = (text: string): number => [...text].length

/** Text cut to `width`, with an ellipsis where something is missing. */
export function cut(text: string, width: number): string {
  const characters = [...text]
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`
}

/** Text filled with blanks to `width`, at its end or (`right`) at its beginning. */
export function padded(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - lengthOf(text)))
  return align === 'left' ? text + blanks : blanks + text
}

/** Figures stay with their units. */
const UNIT = /(\d) (?=(?:min|s|h)\b|%)/g

/** A blank at which `wrapped` breaks no line; a plain one in what it returns. */
export const NO_BREAK = '\u00a0'

/** Breaks text into lines of at most `width` characters, between words where it can, never between a figure and its unit. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  const words = text.replace(UNIT, `$1${NO_BREAK}`).split(' ')
  for (const word of words.flatMap((long) => pieces(long, width))) {
    if (line !== '' && lengthOf(line) + 1 + lengthOf(word) > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  if (line !== '') lines.push(line)
  return lines.map((made) => made.replaceAll(NO_BREAK, ' '))
}

function pieces(word: string, width: number): string[] {
  const characters = [...word]
  if (characters.length <= width) return [word]
  const count = Math.ceil(characters.length / width)
  return Array.from({ length: count }, (_, i) => characters.slice(i * width, (i + 1) * width).join(''))
}
