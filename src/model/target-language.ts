import { InvalidInputError } from './errors.ts'
import { STATISTICS, type Statistic, type TargetInput } from './target.ts'

/** What is wrong with a sentence, and what to write. */
class SentenceError extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.remedy = remedy
  }
}

const FIGURE = /^(?:(\w+)\s+of\s+)?([a-z][\w.-]*)\s*/i
const COMPARISON = /^(<=|>=|<|>|≤|≥|=|at most|at least)\s*/
const AMOUNT = /^(-?\d+(?:\.\d+)?)\s*(%|points?|[a-z]+)?\s*/i
const TOLERANCE = /^(?:±|\+\/-|\+-)\s*/
const CONFIDENCE = /^(?:at|with)\s+(\d+(?:\.\d+)?)\s*%\s*(?:confidence)?\s*/
const ENVIRONMENT = /^on\s+(sim|kind)\s*/
const EXAMPLE = 'write, for example, p95 of deployment.duration <= 24 min at 95 %'

/**
 * Reads a target written as a sentence, the one that reports print: `p95 of deployment.duration <= 24 min at 95 %`,
 * `change.failure.rate <= 0.3 % at 95 % on kind`, `mean of deployment.duration = 210 min ± 5 %`,
 * `change.failure.rate = 15 % ± 1.5 points`. A claim without a confidence is one at 95 %; without `on` it holds on every
 * environment. Throws InvalidInputError that names `where`.
 */
export function parseTarget(text: string, where = 'target'): TargetInput {
  try {
    return read(text)
  } catch (error) {
    if (!(error instanceof SentenceError)) throw error
    const message = `"${text}" is no target: ${error.message}`
    throw new InvalidInputError(where, [{ path: '', message, remedy: error.remedy }], error)
  }
}

/** A target as a sentence, for scenarios in TypeScript; see {@link parseTarget}. */
export const target = (text: string): TargetInput => parseTarget(text)

function read(text: string): TargetInput {
  const rest = new Rest(text.trim())
  const [, statistic, metric = ''] = rest.take(FIGURE, 'it begins with no figure')
  const rate = /\.rate$/.test(metric)
  const shared = { metric, statistic: statisticOf(statistic, rate) }
  const [, comparison = ''] = rest.take(COMPARISON, `<=, >= or = is missing after "${metric}"`)
  const value = amount(rest, metric, 'value')
  if (comparison === '=') {
    rest.take(TOLERANCE, 'a published figure needs its tolerance')
    return { kind: 'reproduction', ...shared, value, ...tolerance(rest, metric), ...ending(rest) }
  }
  rest.skip(/^in these runs\s*/)
  const atMost = ['<=', '<', '≤', 'at most'].includes(comparison)
  return { kind: 'claim', ...shared, comparison: atMost ? 'at-most' : 'at-least', value, ...ending(rest) }
}

function statisticOf(word: string | undefined, rate: boolean): Statistic {
  if (rate && (word === undefined || word === 'rate')) return 'rate'
  const names = STATISTICS.filter((name) => name !== 'rate')
  const found = names.find((name) => name === word?.toLowerCase())
  if (!rate && found !== undefined) return found
  if (rate) throw new SentenceError(`a rate has no "${word}"`, 'leave it out: change.failure.rate <= 0.3 %')
  const got = word === undefined ? 'no statistic' : `no statistic "${word}"`
  throw new SentenceError(`there is ${got}`, `begin with one of ${names.map((name) => `${name} of`).join(', ')}`)
}

function tolerance(rest: Rest, metric: string): { tolerance: number; absolute?: true } {
  const [, number = '', unit] = rest.take(AMOUNT, 'there is no tolerance after ±')
  if (unit === '%') return { tolerance: Number(number) / 100 }
  if (unit?.startsWith('point')) return { tolerance: rounded(Number(number) / 100), absolute: true }
  return { tolerance: inUnitOf(metric, Number(number), unit), absolute: true }
}

function ending(rest: Rest): { confidence?: number; environment?: 'sim' | 'kind' } {
  const confidence = rest.skip(CONFIDENCE)?.[1]
  const environment = rest.skip(ENVIRONMENT)?.[1] as 'sim' | 'kind' | undefined
  if (rest.text !== '') throw new SentenceError(`"${rest.text}" was not understood`, EXAMPLE)
  return {
    ...(confidence === undefined ? {} : { confidence: rounded(Number(confidence) / 100) }),
    ...(environment === undefined ? {} : { environment }),
  }
}

function amount(rest: Rest, metric: string, what: string): number {
  const [, number = '', unit] = rest.take(AMOUNT, `there is no ${what}`)
  return inUnitOf(metric, Number(number), unit)
}

const MILLIS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 }

/** A number with the unit that was written, in the unit that reports have for the metric (design.md §4). */
function inUnitOf(metric: string, number: number, unit: string | undefined): number {
  const wrong = (units: string): SentenceError =>
    new SentenceError(
      `"${number}${unit === undefined ? '' : ` ${unit}`}" is no amount of ${metric}`,
      `write it in ${units}`,
    )
  if (/(^|\.)(duration|wait|detect|decide|act|verify)$/.test(metric)) {
    const factor = unit === undefined ? undefined : MILLIS[unit]
    if (factor === undefined) throw wrong('ms, s, min or h')
    return Math.round(number * factor)
  }
  if (/(rate|ratio)$/.test(metric)) {
    if (unit !== '%') throw wrong('%')
    return rounded(number / 100)
  }
  const own = metric.endsWith('.hours')
    ? 'h'
    : metric.endsWith('.minutes')
      ? 'min'
      : metric.startsWith('cost.')
        ? 'USD'
        : undefined
  if (unit !== undefined && unit !== own) throw wrong(own ?? 'plain numbers')
  return number
}

/** 0.3 / 100 is not 0.003 in binary; the sentence is. */
const rounded = (value: number): number => Number(value.toPrecision(12))

/** What is left of a sentence. */
class Rest {
  text: string

  constructor(text: string) {
    this.text = text
  }

  take(pattern: RegExp, missing: string): RegExpExecArray {
    const found = this.skip(pattern)
    if (found === undefined) throw new SentenceError(missing, EXAMPLE)
    return found
  }

  skip(pattern: RegExp): RegExpExecArray | undefined {
    const found = pattern.exec(this.text)
    if (found === null) return undefined
    this.text = this.text.slice(found[0].length)
    return found
  }
}
