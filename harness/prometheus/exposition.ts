import { LineReader } from './line-reader.ts'
import { readMetricName, readSample, type Sample, seriesOf } from './sample.ts'

/** Types of metrics: those of the text format 0.0.4, and those that OpenMetrics 1.0 adds. */
const METRIC_TYPES = [
  'counter',
  'gauge',
  'histogram',
  'summary',
  'untyped',
  'unknown',
  'gaugehistogram',
  'stateset',
  'info',
] as const
export type MetricType = (typeof METRIC_TYPES)[number]

/** What a target exposes. */
export interface Exposition {
  /** In the order of the text. */
  readonly samples: readonly Sample[]
  /** Types by the name of the metric, where they are given. */
  readonly types: ReadonlyMap<string, MetricType>
}

/**
 * Parses the text format of Prometheus, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/), with names in
 * quotes, and with the `# EOF` of OpenMetrics, after which nothing may come. Exemplars and other parts of OpenMetrics are refused.
 *
 * Throws `MalformedExpositionError` with line and column for whatever the format does not allow, a text without a line feed at its end
 * (one that was cut off) and a time series that is there twice among it. That the lines of a metric are one group is not checked, as
 * Prometheus does not either.
 */
export function parseExposition(text: string): Exposition {
  const lines = text.split('\n')
  const rest = lines.pop() ?? ''
  if (rest !== '') new LineReader('', lines.length + 1).fail('a line feed at the end of the last line')
  const parser = new Parser()
  for (const [index, line] of lines.entries()) parser.take(line, index + 1)
  return parser
}

class Parser implements Exposition {
  readonly samples: Sample[] = []
  readonly types = new Map<string, MetricType>()
  private readonly helped = new Set<string>()
  private readonly series = new Set<string>()
  private readonly sampled = new Set<string>()
  private isOver = false

  take(text: string, number: number): void {
    const line = new LineReader(text, number)
    line.skipBlanks()
    if (this.isOver && line.peek() !== '') line.fail('nothing after # EOF')
    if (line.peek() === '') return
    if (line.takes('#')) this.comment(line)
    else this.sample(line)
  }

  private sample(line: LineReader): void {
    const sample = readSample(line)
    const series = seriesOf(sample)
    if (this.series.has(series)) line.fail(`each time series once, and ${series} is there already`)
    this.series.add(series)
    this.sampled.add(sample.name)
    this.samples.push(sample)
  }

  private comment(line: LineReader): void {
    line.skipBlanks()
    const first = line.peek() === '' ? '' : line.token('a comment')
    if (first === 'HELP') this.help(line)
    else if (first === 'TYPE') this.type(line)
    // In the format 0.0.4 alone it would be a comment like others: so it is with more words after it.
    else if (first === 'EOF') this.isOver = line.isAtEnd
  }

  private help(line: LineReader): void {
    const name = readFamily(line)
    if (this.helped.has(name)) line.fail(`one HELP for each metric, and "${name}" has one already`)
    this.helped.add(name)
  }

  private type(line: LineReader): void {
    const name = readFamily(line)
    if (this.types.has(name)) line.fail(`one TYPE for each metric, and "${name}" has one already`)
    if (this.sampled.has(name)) line.fail(`the TYPE of "${name}" before its first sample`)
    const expected = `one of ${METRIC_TYPES.join(', ')}`
    const text = line.token(expected)
    const type = METRIC_TYPES.find((one) => one === text) ?? line.fail(expected, text)
    line.end()
    this.types.set(name, type)
  }
}

/** The metric that a HELP or TYPE is about. */
function readFamily(line: LineReader): string {
  line.skipBlanks()
  return line.peek() === '"' ? line.quoted('the name of a metric') : readMetricName(line)
}
