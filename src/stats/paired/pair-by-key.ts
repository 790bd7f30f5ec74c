import { StatisticsError } from '../errors.ts'

/** An observation with the key that names it in both scenarios (a deployment's `stretch.deployment`, a service). */
export type Keyed = { readonly stretch: number; readonly key: string; readonly value: number }

/** The observations that both sides have, in clusters by stretch, and how many were left without a partner. */
export type KeyedPairs = {
  readonly a: readonly (readonly number[])[]
  readonly b: readonly (readonly number[])[]
  readonly onlyA: number
  readonly onlyB: number
}

/**
 * Matches observations by (stretch, key) for `pairedDifferenceOfClusters`; those on one side only are counted, not used.
 * Order on either side does not matter. Throws StatisticsError when a side holds a key twice in a stretch.
 */
export function pairByKey(a: readonly Keyed[], b: readonly Keyed[]): KeyedPairs {
  const left = indexed(a)
  const right = indexed(b)
  const clusters = new Map<number, { a: number[]; b: number[] }>()
  let matched = 0
  for (const { stretch, key, value } of a) {
    const other = right.get(name(stretch, key))
    if (other === undefined) continue
    matched++
    const cluster = clusters.get(stretch) ?? { a: [], b: [] }
    clusters.set(stretch, cluster)
    cluster.a.push(value)
    cluster.b.push(other)
  }
  const ordered = [...clusters].sort(([x], [y]) => x - y).map(([, cluster]) => cluster)
  return {
    a: ordered.map((cluster) => cluster.a),
    b: ordered.map((cluster) => cluster.b),
    onlyA: left.size - matched,
    onlyB: right.size - matched,
  }
}

const name = (stretch: number, key: string): string => `${stretch}/${key}`

function indexed(side: readonly Keyed[]): Map<string, number> {
  const values = new Map<string, number>()
  for (const { stretch, key, value } of side) {
    if (values.has(name(stretch, key))) throw new StatisticsError('key', 'each key once a stretch', name(stretch, key))
    values.set(name(stretch, key), value)
  }
  return values
}
