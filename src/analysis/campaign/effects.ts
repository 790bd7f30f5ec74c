import type { CellResult, FactorLevel } from '../../model/campaign.ts'
import { RESILIENCES } from '../../model/campaign.ts'
import { meanOfClusters, pairedDifferenceOfClusters } from '../../stats/index.ts'
import { notBelowZero } from '../report/figures.ts'
import { roundedEstimate } from '../report/rounding.ts'
import { countWays } from './resilience.ts'

type Factor = FactorLevel['factor']

/**
 * What each level of a factor does on average over the others. Trials with the same fault, the same other factor and the same
 * repetition are pairs; faults are the clusters, because what holds for one fault says little about another.
 */
export function effectsOf(
  cells: readonly CellResult[],
  factor: Factor,
  levels: readonly string[],
  seed: number,
): FactorLevel[] {
  const [first] = levels
  return levels.map((level) => {
    const own = cells.filter((cell) => cell[factor] === level)
    return {
      factor,
      level,
      n: own.reduce((sum, { landed }) => sum + landed, 0),
      ways: countWays(own.flatMap(({ ways }) => RESILIENCES.flatMap((way) => Array<typeof way>(ways[way]).fill(way)))),
      timeToRecover: roundedEstimate(notBelowZero(meanOfClusters(byFault(own), { seed, shape: 'mixture' })), 'ms'),
      difference: level === first ? null : against(cells, factor, first!, level, seed),
    }
  })
}

function byFault(cells: readonly CellResult[]): number[][] {
  const faults = new Map<string, number[]>()
  for (const { fault, times } of cells) {
    const known = times.filter((time) => time !== null)
    if (known.length > 0) faults.set(fault, [...(faults.get(fault) ?? []), ...known])
  }
  return [...faults.values()]
}

function against(cells: readonly CellResult[], factor: Factor, first: string, level: string, seed: number) {
  const a: number[][] = []
  const b: number[][] = []
  for (const fault of new Set(cells.map((cell) => cell.fault))) {
    const own = cells.filter((cell) => cell.fault === fault)
    const pairs = own
      .filter((cell) => cell[factor] === level)
      .flatMap((cell) => {
        const other = own.find((one) => one[factor] === first && same(one, cell, factor))
        return cell.times.flatMap((time, i) => {
          const before = other?.times[i]
          return time === null || before == null ? [] : [[before, time] as const]
        })
      })
    if (pairs.length === 0) continue
    a.push(pairs.map(([before]) => before))
    b.push(pairs.map(([, after]) => after))
  }
  return roundedEstimate(pairedDifferenceOfClusters(a, b, { seed }).difference, 'ms')
}

/** Equal but for this factor. */
const same = (a: CellResult, b: CellResult, but: Factor): boolean =>
  but === 'policy' ? a.tier === b.tier : a.policy === b.policy
