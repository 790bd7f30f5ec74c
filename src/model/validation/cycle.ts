type Edges = ReadonlyMap<string, readonly string[]>

/**
 * Cycles of a graph, each such as `[a, b, a]`: a shortest one through the first node that is on any, then one through the
 * first of the nodes that are on none so far, and so on. No two share a node, so that one mistake gives one message.
 */
export function findCycles(edges: Edges): string[][] {
  const reported = new Set<string>()
  const cycles: string[][] = []
  for (const node of nodesOnCycles(edges)) {
    if (reported.has(node)) continue
    const cycle = cycleThrough(node, edges, reported)
    for (const member of cycle) reported.add(member)
    if (cycle.length > 0) cycles.push(cycle)
  }
  return cycles
}

/** A shortest way round from `start`, breadth first, that keeps away from `avoided`; empty when there is none. */
function cycleThrough(start: string, edges: Edges, avoided: ReadonlySet<string>): string[] {
  const cameFrom = new Map<string, string>()
  const queue = [start]
  for (const node of queue) {
    for (const next of edges.get(node) ?? []) {
      if (next === start) {
        const back = [start]
        for (let at = node; at !== start; at = cameFrom.get(at) as string) back.unshift(at)
        return [start, ...back]
      }
      if (cameFrom.has(next) || avoided.has(next)) continue
      cameFrom.set(next, node)
      queue.push(next)
    }
  }
  return []
}

/** What is left when every node that nothing points to, or that points to nothing, is taken away again and again. */
function nodesOnCycles(edges: Edges): string[] {
  const left = new Set(edges.keys())
  for (let before = -1; before !== left.size; ) {
    before = left.size
    for (const node of left) {
      if (!(edges.get(node) ?? []).some((next) => left.has(next))) left.delete(node)
    }
    const pointedAt = new Set([...left].flatMap((node) => edges.get(node) ?? []))
    for (const node of left) if (!pointedAt.has(node)) left.delete(node)
  }
  return [...left]
}
