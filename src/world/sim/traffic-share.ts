import { type Fleet, replicasIn, type Service } from '../../model/fleet.ts'
import type { Ratio } from '../../model/units.ts'

/** A region's share of a service's requests: they are spread over the regions as the pods are. */
export function trafficShare(service: Service, region: string, fleet: Fleet): Ratio {
  let all = 0
  for (const { name } of fleet.regions) all += replicasIn(service, name)
  return all === 0 ? 0 : replicasIn(service, region) / all
}
