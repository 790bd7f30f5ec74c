import type { Distribution } from '../../src/model/distribution.ts'
import { type Fleet, fleetSchema, type Region } from '../../src/model/fleet.ts'

/** Published regions of the reference fleet. */
const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1']

/** What a fleet of alike services is made from. */
export interface AlikeOptions {
  readonly services: number
  readonly regions: number
  readonly replicas: number
  readonly startup: Distribution
}

/** A fleet in which only numbers matter: all services are alike, and their nodes are large enough for two generations of pods. */
export function alikeFleet({ services, regions, replicas, startup }: AlikeOptions): Fleet {
  const digits = String(services).length
  const nodes = Math.ceil((services * replicas * 2) / 100)
  return fleetSchema.parse({
    regions: Array.from({ length: regions }, (_, index) => region(REGIONS[index] ?? `region-${index + 1}`, nodes)),
    services: Array.from({ length: services }, (_, index) => ({
      name: `service-${String(index + 1).padStart(digits, '0')}`,
      replicas,
      requests: { cpuMilli: 100, memoryMiB: 64 },
      strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0 },
      startup,
    })),
  })
}

const region = (name: string, nodes: number): Region => ({
  name,
  nodeGroups: [
    {
      name: 'general',
      desired: nodes,
      min: 0,
      max: nodes,
      cpuMilli: 32_000,
      memoryMiB: 131_072,
      lifecycle: 'on-demand',
      tainted: false,
    },
  ],
})
