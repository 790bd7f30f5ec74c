import { type CellResult, type MatrixRow, RESILIENCES } from '../../model/campaign.ts'
import type { RollbackPolicy } from '../../model/pipeline.ts'
import { meanOfClusters } from '../../stats/index.ts'
import { notBelowZero } from '../report/figures.ts'
import { roundedEstimate } from '../report/rounding.ts'
import { worstOf } from './resilience.ts'

type Cell = MatrixRow['cells'][number]

/** The results as a table: tiers that agree under every policy share a line. The faults that come back worst stand first. */
export function matrixOf(cells: readonly CellResult[], policies: readonly RollbackPolicy[], seed: number): MatrixRow[] {
  const rows = [...new Set(cells.map(({ fault }) => fault))].flatMap((fault): MatrixRow[] => {
    const own = cells.filter((cell) => cell.fault === fault)
    const tiers = [...new Set(own.map(({ tier }) => tier))]
    const of = (some: readonly CellResult[]): Cell[] =>
      policies.map((policy) =>
        pooled(
          some.filter((cell) => cell.policy === policy),
          seed,
        ),
      )
    if (tiers.length > 1 && agree(own)) return [{ fault, tier: 'all', cells: of(own) }]
    return tiers.map((tier) => ({ fault, tier, cells: of(own.filter((cell) => cell.tier === tier)) }))
  })
  return rows.sort((a, b) => badness(b) - badness(a) || (a.fault < b.fault ? -1 : a.fault > b.fault ? 1 : 0))
}

/** The tiers come back in the same way, policy by policy, as far as they were run. */
function agree(cells: readonly CellResult[]): boolean {
  const policies = new Set(cells.map(({ policy }) => policy))
  return [...policies].every((policy) => {
    const ways = cells.filter((cell) => cell.policy === policy && cell.worst !== null).map(({ worst }) => worst)
    return new Set(ways).size <= 1
  })
}

/** Tiers together; what they share (the draws of a repetition) makes their trials one cluster a repetition. */
function pooled(cells: readonly CellResult[], seed: number): Cell {
  const worst = worstOf(cells.flatMap((cell) => cell.worst ?? []))
  if (worst === null) return null
  const repetitions = Math.max(...cells.map(({ times }) => times.length))
  const clusters = Array.from({ length: repetitions }, (_, i) =>
    cells.flatMap(({ times }) => times[i] ?? []).filter((time) => time !== null),
  ).filter((cluster) => cluster.length > 0)
  if (clusters.length === 0) return { worst, timeToRecover: null }
  const mean = meanOfClusters(clusters, { seed, shape: 'mixture' })
  return { worst, timeToRecover: roundedEstimate(notBelowZero(mean), 'ms') }
}

const badness = ({ cells }: MatrixRow): number =>
  cells.reduce((sum, cell) => sum + (cell === null ? 0 : 10 ** RESILIENCES.indexOf(cell.worst)), 0) / cells.length
