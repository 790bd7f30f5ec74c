import type { Selector } from '../../model/fault.ts'
import { replicasIn } from '../../model/fleet.ts'
import type { Scenario } from '../../model/scenario.ts'

/** Services of the fleet that a selector fits: those that the deployment changes first. */
export function servicesFitting(selector: Selector, changed: readonly string[], scenario: Scenario): readonly string[] {
  const { services } = scenario.fleet
  const tiers = new Map(services.map(({ name, tier }) => [name, tier]))
  const others = services.map(({ name }) => name).filter((name) => !changed.includes(name))
  return [...changed, ...others].filter((name) => {
    const fitsTier = selector.tier === undefined || tiers.get(name) === selector.tier
    return fitsTier && (selector.service === undefined || selector.service === name)
  })
}

/** Regions of the fleet that a selector fits and, with a service, that run it. */
export function regionsFitting(selector: Selector, service: string | undefined, scenario: Scenario): readonly string[] {
  const { regions, services } = scenario.fleet
  const wanted = services.find(({ name }) => name === service)
  const runs = (region: string): boolean => wanted === undefined || replicasIn(wanted, region) > 0
  return regions
    .map(({ name }) => name)
    .filter((name) => (selector.region === undefined || selector.region === name) && runs(name))
}
