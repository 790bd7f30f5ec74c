/** Thousands in groups of three: 20,000. */
const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** A number with a fixed number of decimals, grouped thousands and a real minus sign. */
export function fixed(value: number, decimals: number): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.')
  const body = fraction === undefined ? group(whole) : `${group(whole)}.${fraction}`
  return value < 0 && /[1-9]/.test(body) ? `−${body}` : body
}

/** A whole number of things: 20,000. */
export const whole = (value: number): string => fixed(value, 0)

/** A number that was given rather than measured: as many decimals as it has, four at most. */
export const exact = (value: number): string => {
  const text = fixed(value, 4)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

/**
 * Decimals with which a measured value of this size shows three significant digits (two below 1): 210, 18.2, 8.02, 0.31.
 */
export function decimalsFor(magnitude: number): number {
  const size = Number(Math.abs(magnitude).toPrecision(3))
  if (size >= 100 || size === 0) return 0
  if (size >= 10) return 1
  if (size >= 1) return 2
  return Math.min(6, 1 - Math.floor(Math.log10(size)))
}
