import type { OrderedRows, RateMetric } from '../../analysis/index.ts'
import type { Clusters } from '../../stats/index.ts'

/**
 * For each deployment of which the rate holds afterwards: 1 if it has the event now and had it not before (whether or not
 * the rate held of it then). In clusters by stretch.
 */
export function newlyFailed(rate: RateMetric, from: OrderedRows, to: OrderedRows): Clusters {
  const [before, after] = [rate.of(from), rate.of(to)]
  const failed = new Set<string>()
  for (let row = 0; row < from.size; row++) if (before(row) === 1) failed.add(addressOf(from, row))
  const clusters: number[][] = []
  for (let s = 0; s < to.stretches; s++) {
    const cluster: number[] = []
    for (let row = to.bounds[s]!; row < to.bounds[s + 1]!; row++) {
      const now = after(row)
      if (!Number.isNaN(now)) cluster.push(now === 1 && !failed.has(addressOf(to, row)) ? 1 : 0)
    }
    clusters.push(cluster)
  }
  return clusters
}

function addressOf(rows: OrderedRows, row: number): string {
  const { stretch, deployment } = rows.address(row)
  return `${stretch}.${deployment}`
}
