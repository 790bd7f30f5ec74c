import type { Measurement, ReportEstimate } from '../../model/report.ts'

/** Units of the figures in reports. */
export type Unit = Measurement['unit']

/**
 * A figure as files carry it: milliseconds to a tenth, everything else to six significant digits, which is finer than any
 * interval and keeps the bytes of a report the same where the last bits of a sum would not be. Not finite becomes null.
 */
export function rounded(value: number | null, unit: Unit): number | null {
  if (value === null || !Number.isFinite(value)) return null
  return unit === 'ms' ? Math.round(value * 10) / 10 + 0 : significant(value, 6)
}

/** A number to so many significant digits; null when it is not finite. */
export const significant = (value: number, digits: number): number => Number(value.toPrecision(digits)) + 0

/** An estimate as files carry it. */
export function roundedEstimate(
  estimate: { value: number | null; low: number | null; high: number | null; n: number },
  unit: Unit,
): ReportEstimate {
  return {
    value: rounded(estimate.value, unit),
    low: rounded(estimate.low, unit),
    high: rounded(estimate.high, unit),
    n: estimate.n,
  }
}

/** A design effect as files carry it. */
export const roundedEffect = (effect: number | null): number | null => (effect === null ? null : significant(effect, 4))
