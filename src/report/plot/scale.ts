/** Maps values of a domain to shares of a width, 0 to 1. Values outside are put on the nearer edge. */
export interface Scale {
  readonly low: number
  readonly high: number
  readonly at: (value: number) => number
}

/** A linear scale; a domain without extent puts everything in the middle. */
export function linear(low: number, high: number): Scale {
  const extent = high - low
  const at = (value: number): number => (extent > 0 ? Math.min(1, Math.max(0, (value - low) / extent)) : 0.5)
  return { low, high, at }
}

/**
 * A scale that shows all the values with some air around them. It does not cross zero for values that do not, since most
 * of them (times, shares) cannot.
 */
export function around(values: readonly number[], air = 0.12): Scale {
  if (values.length === 0) return linear(0, 1)
  const low = Math.min(...values)
  const high = Math.max(...values)
  const pad = (high === low ? Math.abs(high) || 1 : high - low) * air
  return linear(low >= 0 ? Math.max(0, low - pad) : low - pad, high <= 0 ? Math.min(0, high + pad) : high + pad)
}

/** A share of the width as SVG wants it: `12.5%`. Percentages let a chart follow its container without being scaled. */
export const percent = (share: number): string => `${Number((share * 100).toFixed(3))}%`

const TIME_STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
].map((s) => s * 1_000)

const multiples = (low: number, high: number, step: number): number[] => {
  const first = Math.ceil(low / step - 1e-9)
  const count = Math.max(0, Math.floor(high / step + 1e-9) - first + 1)
  return Array.from({ length: count }, (_, i) => (first + i) * step)
}

/** Round instants (ms) inside a domain, `most` at the most. */
export function timeTicks({ low, high }: Scale, most = 7): number[] {
  const step = TIME_STEPS.find((s) => (high - low) / s <= most) ?? (high - low) / most
  return multiples(low, high, step)
}

/** Round numbers (1, 2 or 5 times a power of ten) inside a domain, about `most` of them. */
export function ticks({ low, high }: Scale, most = 5): number[] {
  const rough = (high - low) / most
  if (!(rough > 0)) return [low]
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].find((m) => m * power >= rough) ?? 10
  return multiples(low, high, step * power)
}
