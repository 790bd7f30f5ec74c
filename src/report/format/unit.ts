/** How values of a unit are printed: multiplied by `factor`, followed by `suffix`. */
export interface PrintedUnit {
  readonly factor: number
  readonly suffix: string
}

const SECOND: PrintedUnit = { factor: 1 / 1_000, suffix: ' s' }
const MINUTE: PrintedUnit = { factor: 1 / 60_000, suffix: ' min' }
const HOUR: PrintedUnit = { factor: 1 / 3_600_000, suffix: ' h' }

const SUFFIXES: Readonly<Record<string, string>> = {
  count: '',
  number: '',
  hours: ' h',
  minutes: ' min',
  USD: ' USD',
  MiB: ' MiB',
  'MiB/s': ' MiB/s',
  'per day': ' a day',
  'per hour': ' an hour',
  'per second': '/s',
  switch: '',
}

/**
 * How a value of a report's unit is printed. Times are minutes, the unit in which deployments are spoken of; below 90 s
 * they are seconds, from 1,000 min on hours. Ratios are percent.
 */
export function printedUnit(unit: string, magnitude: number): PrintedUnit {
  if (unit === 'ratio') return { factor: 100, suffix: ' %' }
  if (unit !== 'ms') return { factor: 1, suffix: SUFFIXES[unit] ?? (unit === '' ? '' : ` ${unit}`) }
  const size = Math.abs(magnitude)
  if (size !== 0 && size < 90_000) return SECOND
  return size < 60_000_000 ? MINUTE : HOUR
}
