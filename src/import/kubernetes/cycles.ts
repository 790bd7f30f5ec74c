/**
 * Removes edges until a graph has no cycle: going through the nodes in their order, depth first, an edge back to a node that
 * is still being followed is taken out. Changes the sets; returns the edges that went.
 */
export function breakCycles<T>(graph: ReadonlyMap<T, Set<T>>): (readonly [from: T, to: T])[] {
  const removed: (readonly [T, T])[] = []
  const state = new Map<T, 'open' | 'done'>()
  for (const start of graph.keys()) {
    if (state.has(start)) continue
    state.set(start, 'open')
    const path = [{ node: start, rest: [...(graph.get(start) ?? [])] }]
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.rest.shift()
      if (next === undefined) {
        state.set(top.node, 'done')
        path.pop()
      } else if (state.get(next) === 'open') {
        graph.get(top.node)?.delete(next)
        removed.push([top.node, next])
      } else if (!state.has(next)) {
        state.set(next, 'open')
        path.push({ node: next, rest: [...(graph.get(next) ?? [])] })
      }
    }
  }
  return removed
}
