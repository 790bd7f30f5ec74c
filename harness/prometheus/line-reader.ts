import { MalformedExpositionError } from './malformed-exposition-error.ts'

/** Characters of a line that an error shows. */
const EXCERPT = 40

/** What a backslash and this character stand for in quotes. */
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\', '"': '"', n: '\n' }

const isBlank = (character: string): boolean => character === ' ' || character === '\t'

/** Reads one line of an exposition from left to right, in time linear in its length. */
export class LineReader {
  private readonly text: string
  private readonly number: number
  private position = 0

  /** `number` is that of the line, from 1. */
  constructor(text: string, number: number) {
    this.text = text
    this.number = number
  }

  /** The next character; empty at the end of the line. */
  peek(): string {
    return this.text.charAt(this.position)
  }

  /** Whether nothing but blanks is left. Passes over them. */
  get isAtEnd(): boolean {
    this.skipBlanks()
    return this.peek() === ''
  }

  /** Passes over blanks and tabs. */
  skipBlanks(): void {
    while (isBlank(this.peek())) this.position++
  }

  /** Passes over a character if it is the next one. */
  takes(character: string): boolean {
    if (this.peek() !== character) return false
    this.position++
    return true
  }

  /** Reads characters as long as `isWanted` says so: none, perhaps. */
  takeWhile(isWanted: (character: string) => boolean): string {
    const from = this.position
    while (this.position < this.text.length && isWanted(this.peek())) this.position++
    return this.text.slice(from, this.position)
  }

  /** Reads up to a blank or the end. Throws when there is nothing. */
  token(expected: string): string {
    this.skipBlanks()
    if (this.peek() === '') this.fail(expected)
    return this.takeWhile((character) => !isBlank(character))
  }

  /** Reads a string in quotes, and takes its escapes back. Throws for an escape that the format does not have. */
  quoted(expected: string): string {
    if (!this.takes('"')) this.fail(expected)
    const parts: string[] = []
    for (;;) {
      parts.push(this.takeWhile((character) => character !== '"' && character !== '\\'))
      if (this.takes('"')) return parts.join('')
      if (!this.takes('\\')) this.fail('a closing quote')
      const meant = Object.hasOwn(ESCAPES, this.peek()) ? ESCAPES[this.peek()] : undefined
      if (meant === undefined) this.fail('one of \\\\, \\" and \\n')
      parts.push(meant)
      this.position++
    }
  }

  /** Throws unless nothing but blanks is left. */
  end(): void {
    if (!this.isAtEnd) this.fail('the end of the line')
  }

  /** Throws {@link MalformedExpositionError} at the next character, or at the start of what was `read` last. */
  fail(expected: string, read = ''): never {
    const at = this.position - read.length
    const rest = this.text.slice(at, at + EXCERPT)
    const got = rest === '' ? 'the end of the line' : JSON.stringify(rest)
    throw new MalformedExpositionError({ line: this.number, column: at + 1, expected, got })
  }
}
