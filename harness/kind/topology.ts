import type { Fleet, NodeGroup, Region } from '../../src/model/fleet.ts'
import { FAKE_LABEL } from '../kwok/names.ts'
import { type EnvironmentOptions, type KwokOptions, MAX_EXPOSED, MAX_NODES } from '../options.ts'

/** Label of a node with the region that it stands for (Kubernetes' well-known labels). */
export const REGION_LABEL = 'topology.kubernetes.io/region'

/** Label of a node that belongs to a node group of the scenario; its value is `true`. */
export const nodeGroupLabel = (group: string): string => `seatrial.node-group.${group}`

/** The first of the ports that Kubernetes gives to Services of type NodePort (the API server's default range 30000-32767). */
const FIRST_NODE_PORT = 30_000

/** A node to be made. A cluster of one node has it carry pods and the control plane. */
export interface NodePlan {
  readonly labels: Readonly<Record<string, string>>
  /** Node group that has the node for itself. */
  readonly taint?: string
}

/** A cluster to be made. */
export interface ClusterPlan {
  /** Last part of its name. */
  readonly part: string
  readonly nodes: readonly NodePlan[]
  /** Ports of every node that lead to Services, and where they come out on this machine (undefined: anywhere). */
  readonly ports: readonly { readonly nodePort: number; readonly hostPort: number | undefined }[]
  /** What its controllers may do; by default what Kubernetes lets them. */
  readonly limits?: KwokOptions
}

/** Where one region, or staging, will be. */
export interface PlacePlan {
  readonly name: string
  readonly environment: 'staging' | 'production'
  /** Part of the cluster's name. */
  readonly cluster: string
  /** Pods go to nodes with these labels. */
  readonly nodeSelector: Readonly<Record<string, string>>
  /** The nodes are fake ones. */
  readonly isFake?: boolean
  /** Port of the nodes of each service that can be reached from this machine. */
  readonly nodePorts: Readonly<Record<string, number>>
}

/** Clusters, and what goes where. */
export interface Topology {
  readonly clusters: readonly ClusterPlan[]
  readonly places: readonly PlacePlan[]
}

/** The environment's plan: pure, so that it can be shown and tested without a cluster. Staging shares the first cluster. */
export function planTopology(fleet: Fleet, options: EnvironmentOptions): Topology {
  if (options.pods === 'kwok') return fakeTopology(fleet, options)
  const exposed = options.exposed ?? fleet.services.slice(0, MAX_EXPOSED).map((service) => service.name)
  const together = options.regions === 'labels' || options.existing !== undefined
  const places = fleet.regions.map((region, index): PlacePlan => {
    const first = FIRST_NODE_PORT + (together ? index * exposed.length : 0)
    return {
      name: region.name,
      environment: 'production',
      cluster: together ? 'all' : region.name,
      nodeSelector:
        options.regions === 'labels' && options.existing === undefined ? { [REGION_LABEL]: region.name } : {},
      nodePorts: Object.fromEntries(exposed.map((service, port) => [service, first + port])),
    }
  })
  const staging: PlacePlan = {
    name: 'staging',
    environment: 'staging',
    cluster: places[0]!.cluster,
    nodeSelector: {},
    nodePorts: {},
  }
  return { places: [...places, staging], clusters: clusterPlans(fleet, places, options, together) }
}

/** One cluster with one real node, which carries the control plane; the nodes of the regions are made by `harness/kwok`. */
function fakeTopology(fleet: Fleet, { kwok }: EnvironmentOptions): Topology {
  const place = (name: string, environment: PlacePlan['environment'], labels: Record<string, string>): PlacePlan => ({
    name,
    environment,
    cluster: 'all',
    nodeSelector: { ...FAKE_LABEL, ...labels },
    isFake: true,
    nodePorts: {},
  })
  return {
    clusters: [{ part: 'all', nodes: [{ labels: {} }], ports: [], limits: kwok }],
    places: [
      ...fleet.regions.map(({ name }) => place(name, 'production', { [REGION_LABEL]: name })),
      place('staging', 'staging', {}),
    ],
  }
}

function clusterPlans(
  fleet: Fleet,
  places: readonly PlacePlan[],
  options: EnvironmentOptions,
  together: boolean,
): ClusterPlan[] {
  const plans = fleet.regions.map((region) => ({ region, nodes: nodePlans(region, options) }))
  let nextPort = options.ports.services
  const portsOf = (cluster: string): ClusterPlan['ports'] =>
    places
      .filter((place) => place.cluster === cluster)
      .flatMap((place) => Object.values(place.nodePorts))
      .map((nodePort) => ({ nodePort, hostPort: nextPort === undefined ? undefined : nextPort++ }))
  if (together) return [{ part: 'all', nodes: plans.flatMap(({ nodes }) => nodes), ports: portsOf('all') }]
  return plans.map(({ region, nodes }) => ({ part: region.name, nodes, ports: portsOf(region.name) }))
}

/** Groups are dealt to nodes in turn; a tainted group keeps its nodes to itself only where every group has nodes of its own. */
function nodePlans(region: Region, options: EnvironmentOptions): NodePlan[] {
  const wanted = region.nodeGroups.reduce((sum, group) => sum + group.desired, 0)
  const count = options.nodes === 'scenario' ? Math.min(Math.max(wanted, 1), MAX_NODES) : options.nodes
  const groups = region.nodeGroups
  if (count < groups.length) {
    return Array.from({ length: count }, (_, node) => ({
      labels: labelsOf(
        region,
        groups.filter((_, index) => index % count === node),
      ),
    }))
  }
  return Array.from({ length: count }, (_, node) => {
    const group = groups[node % groups.length]!
    return { labels: labelsOf(region, [group]), ...(group.tainted ? { taint: group.name } : {}) }
  })
}

const labelsOf = (region: Region, groups: readonly NodeGroup[]): Record<string, string> => ({
  [REGION_LABEL]: region.name,
  ...Object.fromEntries(groups.map((group) => [nodeGroupLabel(group.name), 'true'])),
})
