/** Thrown when a statistic is asked for with arguments that have no meaning (a confidence of 95, pairs of unequal length). */
export class StatisticsError extends Error {
  override readonly name = 'StatisticsError'
  readonly code = 'STATISTICS_INPUT'
  readonly argument: string
  readonly got: unknown

  constructor(argument: string, expected: string, got: unknown) {
    super(`${argument}: expected ${expected}, got ${typeof got === 'string' ? `"${got}"` : String(got)}`)
    this.argument = argument
    this.got = got
  }
}

/** `value` if it lies strictly between 0 and 1; throws StatisticsError otherwise (95 instead of 0.95 is the usual slip). */
export function openUnit(argument: string, value: number): number {
  if (!(value > 0 && value < 1)) throw new StatisticsError(argument, 'a number between 0 and 1, both excluded', value)
  return value
}

/** `value` if it is a whole number of at least `least`; throws StatisticsError otherwise. */
export function wholeNumber(argument: string, value: number, least = 0): number {
  if (!Number.isSafeInteger(value) || value < least)
    throw new StatisticsError(argument, `a whole number of at least ${least}`, value)
  return value
}
