/**
 * Y. Benjamini & Y. Hochberg's adjusted p-values (1995, JRSS B 57), in the order given: rejecting where they are at most q
 * keeps the expected share of false ones among the rejections at or below q (independent or positively dependent tests).
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((i, j) => p[j]! - p[i]!)
  const adjusted = new Array<number>(p.length)
  let smallest = 1
  order.forEach((i, fromTop) => {
    smallest = Math.min(smallest, (p[i]! * p.length) / (p.length - fromTop))
    adjusted[i] = smallest
  })
  return adjusted
}
