/**
 * S. Holm's step-down adjusted p-values (1979, Scand. J. Statistics 6), in the order given: rejecting where they are at most
 * α keeps the chance of any false rejection at or below α, whatever the dependence.
 */
export function holm(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((i, j) => p[i]! - p[j]!)
  const adjusted = new Array<number>(p.length)
  let largest = 0
  order.forEach((i, rank) => {
    largest = Math.max(largest, Math.min(1, (p.length - rank) * p[i]!))
    adjusted[i] = largest
  })
  return adjusted
}
