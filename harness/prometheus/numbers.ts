import type { LineReader } from './line-reader.ts'

/**
 * Numbers as Go's `strconv.ParseFloat` reads them, without the hexadecimal forms and underscores that Prometheus refuses as well
 * (`parseFloat` in model/textparse of prometheus/prometheus).
 */
const FINITE = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/
const INFINITE = /^([+-]?)inf(?:inity)?$/i
const NOT_A_NUMBER = /^nan$/i

const INTEGER = /^[+-]?\d{1,19}$/
const INT64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n } as const

/** Reads the value of a sample. A number too large to be one is refused, as Go refuses it. */
export function readValue(line: LineReader): number {
  const expected = 'a number, NaN, +Inf or -Inf'
  const text = line.token(expected)
  if (NOT_A_NUMBER.test(text)) return Number.NaN
  const infinite = INFINITE.exec(text)
  if (infinite !== null) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const value = FINITE.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : line.fail(expected, text)
}

/** Reads a timestamp, an int64 of milliseconds. */
export function readTimestamp(line: LineReader): number {
  const expected = 'a timestamp in whole milliseconds'
  const text = line.token(expected)
  if (!INTEGER.test(text)) return line.fail(expected, text)
  const exact = BigInt(text.replace('+', ''))
  return exact < INT64.least || exact > INT64.most ? line.fail(expected, text) : Number(exact)
}
