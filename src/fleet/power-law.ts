/** Zipf weights for ranks 1 to `count`: rank^-exponent. */
export function zipf(count: number, exponent: number): number[] {
  return Array.from({ length: count }, (_, i) => (i + 1) ** -exponent)
}

/** Whole numbers in proportion to the weights that sum to `total` exactly; each is less than 1 off its exact share. */
export function shares(weights: readonly number[], total: number): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  let before = 0
  let seen = 0
  return weights.map((weight) => {
    seen += weight
    const now = Math.round((seen / whole) * total)
    const share = now - before
    before = now
    return share
  })
}
