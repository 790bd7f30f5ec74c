import { type FleetInput, type ServiceInput, TIERS, type Tier } from '../model/fleet.ts'
import { attach } from './attachment.ts'
import { databases, databasesOf } from './databases.ts'
import { Draws } from './draws.ts'
import { layers } from './image.ts'
import { region } from './node-groups.ts'
import { completeOptions, type FintechOptions } from './options.ts'
import { shares, zipf } from './power-law.ts'
import { sized, sizeOf } from './size.ts'
import { suites } from './suites.ts'
import { callersOf, thirdParties } from './third-parties.ts'
import { settingsOf, tierSizes } from './tiers.ts'
import { CRITICAL, type Named, SERVICES, THIRD_PARTIES } from './vocabulary.ts'

interface Member extends Named {
  readonly tier: Tier
}

/** Requests per second over all services at peak, as published. */
const PEAK_REQUESTS = 100_000

/** Zipf exponent of the traffic by rank, the critical services first: assumed. */
export const TRAFFIC_EXPONENT = 0.9
/** Zipf exponent of how often services change: a fifth of them has 60 % of the changes. Assumed. */
export const CHANGE_EXPONENT = 0.8

/** A service needs 2.2 others on average, and the number of its dependants has a tail of exponent about 2.5 (assumed). */
export const DEPENDENCIES = { extra: 1.2, attraction: 1.1, purpose: 'depends-on' } as const

/**
 * The synthetic reference fleet: a bank of 200 JVM services in three regions with 45 PostgreSQL databases and 30 third parties.
 * Node groups, the Deployment of critical services and the totals are as published (reference case, section 2); names, tiers,
 * the dependency graph, sizes and shares are generated from the seed. Same options, same fleet; another option changes only
 * what it is about. Throws an `InvalidInputError` for options that cannot be used.
 */
export function fintech(options: FintechOptions = {}): FleetInput {
  const complete = completeOptions(options)
  const draws = new Draws(complete.seed)
  const members = roster(complete.services, draws)
  const owners = members.slice(0, complete.databases)
  const apis = THIRD_PARTIES.slice(0, complete.thirdParties)
  const names = members.map((member) => member.name)
  const dependencies = attach(names, DEPENDENCIES, draws)
  const calls = callersOf(apis, members, draws)
  const requests = shares(zipf(members.length, TRAFFIC_EXPONENT), PEAK_REQUESTS)
  const changes = changeWeights(members, draws)

  const services = members.map((member, rank): ServiceInput => {
    const { name, team, tier } = member
    const size = sizeOf(name, complete.sizeSigma, draws)
    return {
      name,
      team,
      ...settingsOf(tier, name, complete.regions, draws),
      startup: sized(complete.startup, size),
      layers: layers(name, size, complete.build, draws),
      suites: suites(name, size, complete.suites, draws),
      dependsOn: dependencies.get(name)!,
      databases: databasesOf(member, owners, draws),
      thirdParties: calls.get(name) ?? [],
      changeWeight: changes.get(name)!,
      requestsPerSecond: requests[rank]!,
    }
  })
  return {
    name: 'fintech',
    regions: complete.regions.map((name) => region(name, complete.services)),
    services,
    databases: databases(owners, draws),
    thirdParties: thirdParties(apis, draws),
  }
}

/** Who is in the fleet: critical services in the order in which they came to be, then important ones, then the rest. */
function roster(services: number, draws: Draws): Member[] {
  const sizes = tierSizes(services)
  const named = [...CRITICAL.slice(0, sizes.critical), ...draws.shuffled(SERVICES, 'arrival')]
  let from = 0
  return TIERS.flatMap((tier) => {
    const members = named.slice(from, from + sizes[tier]).map((each): Member => ({ ...each, tier }))
    from += sizes[tier]
    return members
  })
}

/** Zipf weights with mean 1, in an order of their own: what changes often need not be what carries the traffic. */
function changeWeights(members: readonly Member[], draws: Draws): Map<string, number> {
  const weights = zipf(members.length, CHANGE_EXPONENT)
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length
  const order = draws.shuffled(members, 'change')
  return new Map(order.map(({ name }, rank) => [name, Number((weights[rank]! / mean).toPrecision(4))]))
}
