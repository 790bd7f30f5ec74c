import { poissonQuantile, weightedIndex } from '../random/index.ts'
import type { Draws } from './draws.ts'

/** How a graph of dependencies grows. */
export interface Growth {
  /** Mean number of dependencies beyond the first; the number is 1 + Poisson, cut to what exists. */
  readonly extra: number
  /** Weight of a node that nothing depends on yet; each dependant adds 1. */
  readonly attraction: number
  /** What the draws are for, so that two graphs over the same names differ. */
  readonly purpose: string
}

/**
 * An acyclic graph by preferential attachment: the names arrive in order, and each depends on earlier ones that it chooses in
 * proportion to attraction + dependants. The number of dependants then has a power-law tail with exponent
 * 2 + attraction / (1 + extra) (D. J. de Solla Price, "A general theory of bibliometric and other cumulative advantage
 * processes", 1976). Long tails of dependants are what production traces show (G. Winchester et al., "Complexity at Scale",
 * arXiv 2504.13141, 2025); the exponent is assumed. Returns for each name what it depends on.
 */
export function attach(names: readonly string[], growth: Growth, draws: Draws): Map<string, string[]> {
  const weights: number[] = []
  const dependencies = new Map<string, string[]>()
  names.forEach((name, arrived) => {
    const wanted = 1 + poissonQuantile(growth.extra, draws.uniform(name, `${growth.purpose}/count`))
    const chosen = choose(weights, Math.min(wanted, arrived), (i) => draws.uniform(name, growth.purpose, i))
    for (const index of chosen) weights[index]! += 1
    dependencies.set(
      name,
      chosen.map((index) => names[index]!),
    )
    weights.push(growth.attraction)
  })
  return dependencies
}

/** Indices of `count` different weights, each chosen in proportion to its weight among those that are left. */
function choose(weights: readonly number[], count: number, uniform: (index: number) => number): number[] {
  const left = [...weights]
  return Array.from({ length: count }, (_, i) => {
    const index = weightedIndex(left, uniform(i))
    left[index] = 0
    return index
  }).sort((a, b) => a - b)
}
