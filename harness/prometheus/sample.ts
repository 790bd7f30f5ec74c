import type { LineReader } from './line-reader.ts'
import { readTimestamp, readValue } from './numbers.ts'

/** The value of one time series as a target exposes it. */
export interface Sample {
  readonly name: string
  readonly labels: ReadonlyMap<string, string>
  readonly value: number
  /** Milliseconds since 1970, where the target gives one: rarely, and then not that of the scrape. */
  readonly timestampMs: number | undefined
}

/** What tells a time series from every other of its target: name and labels, in whatever order they were given. */
export function seriesOf({ name, labels }: Pick<Sample, 'name' | 'labels'>): string {
  return JSON.stringify([name, [...labels].sort(([a], [b]) => (a < b ? -1 : 1))])
}

const isOfLabel = (character: string): boolean => /[a-zA-Z0-9_]/.test(character)
const isOfMetric = (character: string): boolean => character === ':' || isOfLabel(character)
const isDigit = (character: string): boolean => /[0-9]/.test(character)

/** Reads the name of a metric that is not in quotes: letters, digits, `_` and `:`, no digit first. */
export function readMetricName(line: LineReader): string {
  if (isDigit(line.peek())) line.fail('the name of a metric')
  const name = line.takeWhile(isOfMetric)
  return name === '' ? line.fail('the name of a metric') : name
}

/** Reads a line with a sample. Throws `MalformedExpositionError`. */
export function readSample(line: LineReader): Sample {
  line.skipBlanks()
  const labels = new Map<string, string>()
  const bare = line.peek() === '{' ? undefined : readMetricName(line)
  line.skipBlanks()
  const name = line.takes('{') ? readBraces(line, bare, labels) : bare
  if (name === undefined) return line.fail('the name of a metric')
  const value = readValue(line)
  line.skipBlanks()
  const timestampMs = line.peek() === '' ? undefined : readTimestamp(line)
  line.end()
  return { name, labels, value, timestampMs }
}

/** Reads labels up to the closing brace; the name of the metric is the first of them where it was not before the brace. */
function readBraces(line: LineReader, bare: string | undefined, labels: Map<string, string>): string | undefined {
  let name = bare
  for (;;) {
    line.skipBlanks()
    if (line.takes('}')) return name
    const isQuoted = line.peek() === '"'
    const key = isQuoted ? line.quoted('a name') : readLabelName(line)
    if (key === '') line.fail('a name that is not empty')
    line.skipBlanks()
    const isName = isQuoted && name === undefined && labels.size === 0 && line.peek() !== '='
    if (isName) name = key
    else readLabelValue(line, key, labels)
    line.skipBlanks()
    if (!line.takes(',') && line.peek() !== '}') line.fail('"," or "}"')
  }
}

function readLabelName(line: LineReader): string {
  if (isDigit(line.peek())) line.fail('the name of a label')
  const name = line.takeWhile(isOfLabel)
  return name === '' ? line.fail('the name of a label, or "}"') : name
}

function readLabelValue(line: LineReader, key: string, labels: Map<string, string>): void {
  if (labels.has(key)) line.fail(`each label once, and "${key}" is there already`)
  if (!line.takes('=')) line.fail('"=" after the name of a label')
  line.skipBlanks()
  labels.set(key, line.quoted('the value of a label in quotes'))
}
