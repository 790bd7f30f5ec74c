import type { Problem } from '../errors.ts'
import { type Fleet, type NodeGroup, type Region, replicasIn, type Service } from '../fleet.ts'
import { suggestName } from './near-name.ts'

/** Services that no node group of a region could ever carry: their pods would stay pending for ever. */
export function checkPlacement(fleet: Fleet): Problem[] {
  const closed = fleet.regions.flatMap((region, i) => closedRegion(fleet, region, `fleet.regions.${i}.nodeGroups`))
  if (closed.length > 0) return closed
  // One message a service: the regions of a fleet are usually alike.
  return fleet.services.flatMap((service, i) => {
    const used = fleet.regions.filter((region) => replicasIn(service, region.name) > 0)
    return used.flatMap((region) => placementIn(region, service, `fleet.services.${i}`)).slice(0, 1)
  })
}

function closedRegion(fleet: Fleet, region: Region, path: string): Problem[] {
  if (region.nodeGroups.some((group) => !group.tainted)) return []
  const homeless = fleet.services.filter((s) => s.nodeGroup === undefined && replicasIn(s, region.name) > 0)
  if (homeless.length === 0) return []
  const names = homeless.slice(0, 5).map((service) => `"${service.name}"`)
  return [
    {
      path,
      message:
        `every node group of region "${region.name}" is tainted, so services that name no group can run nowhere ` +
        `(${names.join(', ')}${homeless.length > 5 ? `, and ${homeless.length - 5} more` : ''})`,
      remedy: 'add a node group without a taint, or name a node group for these services',
    },
  ]
}

function placementIn(region: Region, service: Service, path: string): Problem[] {
  if (service.nodeGroup === undefined) {
    const open = region.nodeGroups.filter((group) => !group.tainted)
    return tooBig(open, region, service, path)
  }
  const group = region.nodeGroups.find((g) => g.name === service.nodeGroup)
  if (group !== undefined) return tooBig([group], region, service, path)
  const known = region.nodeGroups.map((g) => g.name)
  return [
    {
      path: `${path}.nodeGroup`,
      message: `region "${region.name}" has no node group "${service.nodeGroup}" for the service "${service.name}"`,
      remedy: suggestName(service.nodeGroup, known, 'node groups there'),
    },
  ]
}

function tooBig(groups: readonly NodeGroup[], region: Region, service: Service, path: string): Problem[] {
  const { cpuMilli, memoryMiB } = service.requests
  if (groups.some((group) => cpuMilli <= group.cpuMilli && memoryMiB <= group.memoryMiB)) return []
  const sizes = groups.map((g) => `${g.name}: ${g.cpuMilli}m, ${g.memoryMiB} MiB`)
  return [
    {
      path: `${path}.requests`,
      message: `a pod of "${service.name}" requests ${cpuMilli}m CPU and ${memoryMiB} MiB, more than a node of region "${region.name}" has`,
      remedy: `request less, or use bigger nodes (${sizes.join('; ')})`,
    },
  ]
}
