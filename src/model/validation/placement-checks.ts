import type { Problem } from '../errors.ts'
import { type Fleet, type NodeGroup, type Region, replicasIn, type Service } from '../fleet.ts'
import { suggestName } from './near-name.ts'

/** Services that no node group of a region could ever carry: their pods would stay pending for ever. */
export function checkPlacement(fleet: Fleet): Problem[] {
  return fleet.services.flatMap((service, i) => {
    // One message a service: the regions of a fleet are usually alike.
    for (const region of fleet.regions) {
      if (replicasIn(service, region.name) === 0) continue
      const problem = placementIn(region, service, `fleet.services.${i}`)
      if (problem !== undefined) return [problem]
    }
    return []
  })
}

function placementIn(region: Region, service: Service, path: string): Problem | undefined {
  const groups = region.nodeGroups
  if (service.nodeGroup !== undefined) {
    const group = groups.find((g) => g.name === service.nodeGroup)
    if (group !== undefined) return sizeProblem([group], region, service, path)
    return {
      path: `${path}.nodeGroup`,
      message: `region "${region.name}" has no node group "${service.nodeGroup}" for the service "${service.name}"`,
      remedy: suggestName(
        service.nodeGroup,
        groups.map((g) => g.name),
        'node groups there',
      ),
    }
  }
  const open = groups.filter((group) => !group.tainted)
  if (open.length > 0) return sizeProblem(open, region, service, path)
  return {
    path: `${path}.nodeGroup`,
    message: `every node group of region "${region.name}" is tainted, so the service "${service.name}" can run nowhere`,
    remedy: 'name a node group for the service, or add one without a taint',
  }
}

function sizeProblem(groups: NodeGroup[], region: Region, service: Service, path: string): Problem | undefined {
  const { cpuMilli, memoryMiB } = service.requests
  if (groups.some((group) => cpuMilli <= group.cpuMilli && memoryMiB <= group.memoryMiB)) return undefined
  return {
    path: `${path}.requests`,
    message: `a pod of "${service.name}" requests ${cpuMilli}m CPU and ${memoryMiB} MiB, more than a node of region "${region.name}" has`,
    remedy: `request less, or use bigger nodes (${groups.map((g) => `${g.name}: ${g.cpuMilli}m, ${g.memoryMiB} MiB`).join('; ')})`,
  }
}
