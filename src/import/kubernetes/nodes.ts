import type { NodeGroup } from '../../model/fleet.ts'
import type { Resources } from './resources.ts'

type What = keyof Resources

/** What the nodes of a region must carry. */
export interface Demand {
  /** Pods of all workloads but DaemonSets, each with its requests. */
  readonly pods: readonly (Resources & { readonly replicas: number; readonly apart: boolean; readonly surge: number })[]
  /** Requests of the DaemonSets together, which every node pays. */
  readonly everywhere: Resources
}

/** The general node of the reference fleet: 4 vCPU, 16 GiB. Doubled until the largest pod fits. */
const NODE: Resources = { cpuMilli: 4_000, memoryMiB: 16_384 }
/** Requests fill at most this share, which leaves room for a surge of 25 % and the system's own pods: assumed. */
const FILLED = 0.7
/** A node in each of three zones. */
const FEWEST = 3

/**
 * One node group that holds the demand with 30 % to spare: manifests say what pods need, not what carries them. Pods that must
 * not share a node, with their surge, have a node each. May grow to three times the nodes.
 */
export function nodeGroupFor({ pods, everywhere }: Demand): NodeGroup {
  const node = { ...NODE }
  const largest = (what: What) => Math.max(0, ...pods.map((pod) => pod[what])) + everywhere[what]
  for (const what of ['cpuMilli', 'memoryMiB'] as const) {
    while (node[what] * FILLED < largest(what)) node[what] *= 2
  }
  const total = (what: What) => pods.reduce((sum, pod) => sum + pod[what] * pod.replicas, 0)
  const enough = (what: What) => Math.ceil(total(what) / (node[what] * FILLED - everywhere[what] || 1))
  const apart = pods.filter((pod) => pod.apart).map((pod) => pod.replicas + pod.surge)
  const desired = Math.max(FEWEST, enough('cpuMilli'), enough('memoryMiB'), ...apart)
  return {
    name: 'nodes',
    desired,
    min: FEWEST,
    max: desired * 3,
    ...node,
    lifecycle: 'on-demand',
    tainted: false,
  }
}
