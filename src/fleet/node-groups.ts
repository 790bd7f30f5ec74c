import type { Region } from '../model/fleet.ts'

/** Desired, least and most nodes of a group. */
type Nodes = readonly [desired: number, min: number, max: number]

/** As published for the reference fleet. */
const PUBLISHED: Readonly<Record<string, { readonly critical: Nodes; readonly general: Nodes }>> = {
  'us-east-1': { critical: [15, 10, 50], general: [30, 20, 100] },
  'us-west-2': { critical: [12, 8, 40], general: [25, 15, 80] },
  'eu-west-1': { critical: [10, 5, 30], general: [20, 10, 60] },
}
const ELSEWHERE = PUBLISHED['us-west-2']!

/** The number of services that the published node counts are for. */
const PUBLISHED_SERVICES = 200

const countsOf = (region: string) => PUBLISHED[region] ?? ELSEWHERE

/**
 * A region with the published node groups: `critical`, on demand and tainted, of 8 vCPU/32 GiB; `general`, spot, of
 * 4 vCPU/16 GiB. Above 200 services the counts grow in proportion (assumed); below, they stay, because required
 * anti-affinity needs a node for each replica however few services there are.
 */
export function region(name: string, services: number): Region {
  const growth = Math.max(1, services / PUBLISHED_SERVICES)
  const size = ([desired, min, max]: Nodes) => ({
    desired: Math.ceil(desired * growth),
    min: Math.ceil(min * growth),
    max: Math.ceil(max * growth),
  })
  const counts = countsOf(name)
  return {
    name,
    nodeGroups: [
      {
        name: 'critical',
        ...size(counts.critical),
        cpuMilli: 8_000,
        memoryMiB: 32_768,
        lifecycle: 'on-demand',
        tainted: true,
      },
      {
        name: 'general',
        ...size(counts.general),
        cpuMilli: 4_000,
        memoryMiB: 16_384,
        lifecycle: 'spot',
        tainted: false,
      },
    ],
  }
}

/** The size of a region's node group relative to us-east-1, the largest: 0.67 to 1. */
export function relativeSize(regionName: string, group: 'critical' | 'general'): number {
  return countsOf(regionName)[group][0] / PUBLISHED['us-east-1']![group][0]
}
