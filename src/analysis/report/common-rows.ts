import type { OrderedRows } from '../ordered-rows.ts'

/** Rows of several scenarios that are the same deployment: one position for each scenario, in clusters by stretch. */
export type CommonRows = readonly (readonly (readonly number[])[])[]

/**
 * The deployments, by (stretch, deployment), that all scenarios have and of which `keep` holds in each: with common random
 * numbers they bring the same change set, so that differences between them are paired.
 */
export function commonRows(
  scenarios: readonly OrderedRows[],
  keep: (scenario: number, row: number) => boolean,
): CommonRows {
  const [first, ...others] = scenarios
  if (first === undefined) return []
  const positions = others.map((rows) => {
    const byAddress = new Map<string, number>()
    for (let row = 0; row < rows.size; row++) byAddress.set(addressKey(rows, row), row)
    return byAddress
  })
  const clusters: number[][][] = []
  for (let s = 0; s < first.stretches; s++) {
    const cluster: number[][] = []
    for (let row = first.bounds[s]!; row < first.bounds[s + 1]!; row++) {
      const key = addressKey(first, row)
      const same = [row, ...positions.map((byAddress) => byAddress.get(key) ?? -1)]
      if (same.every((position, scenario) => position >= 0 && keep(scenario, position))) cluster.push(same)
    }
    if (cluster.length > 0) clusters.push(cluster)
  }
  return clusters
}

function addressKey(rows: OrderedRows, row: number): string {
  const { stretch, deployment } = rows.address(row)
  return `${stretch}.${deployment}`
}
