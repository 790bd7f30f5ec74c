import { lognormal } from '../model/distribution.ts'
import type { FleetInput, Tier } from '../model/fleet.ts'
import { poissonQuantile } from '../random/index.ts'
import type { Draws } from './draws.ts'

type ThirdParties = NonNullable<FleetInput['thirdParties']>

/**
 * APIs of others with differing service levels. Assumed: the time that they may be away is spread evenly on a logarithmic
 * scale from 0.01 % to 0.5 % (availability 0.9999 to 0.995), and the median latency from 30 ms to 400 ms.
 */
export function thirdParties(names: readonly string[], draws: Draws): ThirdParties {
  return names.map((name) => ({
    name,
    latency: lognormal({ median: Math.round(logUniform(30, 400, draws.uniform(name, 'latency'))), sigma: 0.6 }),
    availability: Number((1 - logUniform(0.0001, 0.005, draws.uniform(name, 'availability'))).toFixed(5)),
  }))
}

/** Which third parties each service calls: every one has 1 + Poisson(1.5) callers, critical services before others. Assumed. */
export function callersOf(
  names: readonly string[],
  services: readonly { readonly name: string; readonly tier: Tier }[],
  draws: Draws,
): Map<string, string[]> {
  const calls = new Map<string, string[]>()
  for (const name of names) {
    const count = 1 + poissonQuantile(1.5, draws.uniform(name, 'callers'))
    const nearest = services
      .map((service) => ({
        service: service.name,
        // An exponential race: the chance to come first is proportional to the weight.
        at: -Math.log(draws.uniform(service.name, `calls ${name}`)) / WEIGHT[service.tier],
      }))
      .sort((a, b) => a.at - b.at)
      .slice(0, count)
    for (const { service } of nearest) calls.set(service, [...(calls.get(service) ?? []), name])
  }
  return calls
}

const WEIGHT: Readonly<Record<Tier, number>> = { critical: 6, important: 2, standard: 1 }

const logUniform = (low: number, high: number, u: number): number => low * (high / low) ** u
