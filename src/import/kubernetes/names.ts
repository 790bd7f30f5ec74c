import type { Workload } from './workload.ts'

/**
 * A name for each workload that no other has: its own; where several share it, with the namespace behind it (`redis.shop`);
 * where that is not enough, with the kind as well; at last with a number.
 */
export function uniqueNames(workloads: readonly Workload[]): Map<Workload, string> {
  const forms: ((workload: Workload) => string)[] = [
    (workload) => workload.name,
    (workload) => `${workload.name}.${workload.namespace ?? 'default'}`,
    (workload) => `${workload.name}.${workload.namespace ?? 'default'}.${workload.kind.toLowerCase()}`,
  ]
  const names = new Map<Workload, string>()
  const taken = new Set<string>()
  let left = [...workloads]
  for (const form of forms) {
    const groups = Map.groupBy(left, form)
    left = []
    for (const [name, sharing] of groups) {
      if (sharing.length > 1 || taken.has(name)) left.push(...sharing)
      else give(sharing[0]!, name)
    }
  }
  for (const workload of left) {
    let number = 2
    while (taken.has(`${workload.name}-${number}`)) number += 1
    give(workload, `${workload.name}-${number}`)
  }
  return names

  function give(workload: Workload, name: string): void {
    taken.add(name)
    names.set(workload, name)
  }
}
