import type { Service } from '../../model/fleet.ts'

/**
 * Orders services so that each comes after those of the same set that it depends on: wave 0 depends on none of them, wave 1
 * only on wave 0, and so on. Members of a cycle go together, in the last wave that the cycle can reach.
 */
export function wavesOf(names: readonly string[], services: ReadonlyMap<string, Service>): string[][] {
  const chosen = new Set(names)
  const depth = new Map<string, number>()
  const visit = (name: string, path: ReadonlySet<string>): number => {
    const known = depth.get(name)
    if (known !== undefined) return known
    let deepest = 0
    for (const needed of services.get(name)?.dependsOn ?? []) {
      if (!chosen.has(needed) || path.has(needed)) continue
      deepest = Math.max(deepest, 1 + visit(needed, new Set([...path, needed])))
    }
    depth.set(name, deepest)
    return deepest
  }
  const waves: string[][] = []
  for (const name of names) {
    const wave = visit(name, new Set([name]))
    while (waves.length <= wave) waves.push([])
    waves[wave]!.push(name)
  }
  return waves
}
