/**
 * Twice the midranks of `values` in ascending order: tied values share the mean of their ranks. Doubled, so that they are
 * whole numbers and exact distributions of rank sums can be counted.
 */
export function doubledMidranks(values: ArrayLike<number>): Int32Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort((i, j) => values[i]! - values[j]!)
  const ranks = new Int32Array(values.length)
  for (let start = 0; start < order.length; ) {
    let end = start + 1
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++
    // Ranks start + 1 … end: twice their mean is their first plus their last.
    for (let i = start; i < end; i++) ranks[order[i]!] = start + 1 + end
    start = end
  }
  return ranks
}
