/**
 * A shortest way round from `start` back to itself, such as `[a, b, a]`, or undefined. Breadth first, so that the message
 * names as few members as possible.
 */
function cycleThrough(start: string, edges: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const cameFrom = new Map<string, string>()
  const queue = [start]
  for (const node of queue) {
    for (const next of edges.get(node) ?? []) {
      if (next === start) {
        const back = [start]
        for (let at = node; at !== start; at = cameFrom.get(at) as string) back.unshift(at)
        return [start, ...back]
      }
      if (!cameFrom.has(next)) {
        cameFrom.set(next, node)
        queue.push(next)
      }
    }
  }
  return undefined
}

/** One cycle for each group of nodes that reach each other, each beginning with the node that comes first in `edges`. */
export function findCycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>()
  const cycles: string[][] = []
  for (const node of nodesOnCycles(edges)) {
    if (done.has(node)) continue
    const cycle = cycleThrough(node, edges)
    if (cycle === undefined) continue
    cycles.push(cycle)
    for (const member of cycle) done.add(member)
  }
  return cycles
}

/** Nodes that are left when everything that nothing points to, or that points to nothing, is taken away again and again. */
function nodesOnCycles(edges: ReadonlyMap<string, readonly string[]>): string[] {
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
