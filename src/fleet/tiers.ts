import type { ServiceInput, Tier } from '../model/fleet.ts'
import { seconds } from '../model/units.ts'
import type { Draws } from './draws.ts'
import { relativeSize } from './node-groups.ts'

type Settings = Omit<ServiceInput, 'name'>

/** Share of the services that are critical (18 of 200): assumed, none is published. */
export const CRITICAL_SHARE = 0.09
/** Share of the services that are important: assumed. */
export const IMPORTANT_SHARE = 0.2

/** How many services each tier has. */
export function tierSizes(services: number): Record<Tier, number> {
  const critical = Math.max(4, Math.round(services * CRITICAL_SHARE))
  const important = Math.min(services - critical, Math.round(services * IMPORTANT_SHARE))
  return { critical, important, standard: services - critical - important }
}

/** The Deployment settings of a service of this tier, with its replicas in each region. */
export function settingsOf(tier: Tier, name: string, regions: readonly string[], draws: Draws): Settings {
  if (tier === 'critical') return { ...CRITICAL, ...replicas(CRITICAL.replicas, regions, 'critical', Math.floor) }
  const { desired, ...rest } =
    tier === 'important'
      ? { ...IMPORTANT, desired: draws.uniform(name, 'replicas') < 0.5 ? 3 : 4 }
      : { ...STANDARD, desired: 2 }
  return { ...rest, ...OTHERS, ...replicas(desired, regions, 'general', Math.round) }
}

/**
 * As many replicas as the region's node group is large, but never fewer than two. Critical services round down, so that
 * replicas and surge together still find a node each under required anti-affinity (10 + 3 on 15, 8 + 3 on 12, 6 + 3 on 10).
 */
function replicas(
  largest: number,
  regions: readonly string[],
  group: 'critical' | 'general',
  round: (n: number) => number,
) {
  const byRegion = regions.map((region): [string, number] => [
    region,
    Math.max(2, round(largest * relativeSize(region, group))),
  ])
  const different = byRegion.filter(([, count]) => count !== largest)
  return { replicas: largest, ...(different.length > 0 && { replicasByRegion: Object.fromEntries(different) }) }
}

/** Exactly the published Deployment of a critical service; what it leaves open is Kubernetes' default. */
const CRITICAL = {
  tier: 'critical',
  replicas: 10,
  nodeGroup: 'critical',
  antiAffinity: 'required-by-hostname',
  requests: { cpuMilli: 500, memoryMiB: 1_024 },
  limits: { cpuMilli: 2_000, memoryMiB: 2_048 },
  strategy: { kind: 'rolling', maxSurge: 3, maxUnavailable: 1 },
  probes: {
    startup: { initialDelayMs: 0, periodMs: seconds(10), timeoutMs: seconds(3), failureThreshold: 30 },
    readiness: { initialDelayMs: seconds(10), periodMs: seconds(5), timeoutMs: seconds(3), failureThreshold: 2 },
    liveness: { initialDelayMs: seconds(30), periodMs: seconds(10), timeoutMs: seconds(5), failureThreshold: 3 },
  },
  terminationGraceMs: seconds(60),
  imagePullPolicy: 'IfNotPresent',
} as const satisfies Settings

/** Requests are assumed; they leave the general group about a quarter free. */
const IMPORTANT = {
  tier: 'important',
  requests: { cpuMilli: 200, memoryMiB: 768 },
  limits: { cpuMilli: 1_000, memoryMiB: 1_024 },
} as const satisfies Settings

const STANDARD = {
  tier: 'standard',
  requests: { cpuMilli: 150, memoryMiB: 512 },
  limits: { cpuMilli: 1_000, memoryMiB: 768 },
} as const satisfies Settings

/**
 * What is published covers critical services only: the others have Kubernetes' defaults for the strategy and the probes,
 * and a startup probe of 5 minutes, which the published self-healing gives to every slow start.
 */
const OTHERS = {
  nodeGroup: 'general',
  strategy: { kind: 'rolling' },
  probes: { startup: { failureThreshold: 30 }, readiness: {}, liveness: {} },
} as const satisfies Settings
