import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { kindConfig } from '../../../harness/kind/config.ts'
import { planTopology } from '../../../harness/kind/topology.ts'
import { type EnvironmentOptionsInput, environmentSchema, MAX_NODES } from '../../../harness/options.ts'
import { type FleetInput, fleetSchema } from '../../../src/model/fleet.ts'

const group = (name: string, desired: number, tainted = false) => ({
  name,
  desired,
  max: desired,
  cpuMilli: 1_000,
  memoryMiB: 1_024,
  tainted,
})

const fleet: FleetInput = {
  regions: [
    { name: 'us-east-1', nodeGroups: [group('critical', 1, true), group('general', 2)] },
    { name: 'eu-west-1', nodeGroups: [group('general', 1)] },
  ],
  services: [{ name: 'payment' }, { name: 'ledger' }],
}

const plan = (options: EnvironmentOptionsInput = {}) =>
  planTopology(fleetSchema.parse(fleet), environmentSchema.parse(options))

describe('the plan of an environment', () => {
  it('has a cluster a region with the nodes of the scenario, and staging beside the first region', () => {
    const { clusters, places } = plan()
    expect(clusters.map(({ part, nodes }) => [part, nodes.length])).toEqual([
      ['us-east-1', 3],
      ['eu-west-1', 1],
    ])
    expect(places.map(({ name, cluster }) => [name, cluster])).toEqual([
      ['us-east-1', 'us-east-1'],
      ['eu-west-1', 'eu-west-1'],
      ['staging', 'us-east-1'],
    ])
  })

  it('puts all regions into one cluster on nodes labelled with their region when asked to', () => {
    const { clusters, places } = plan({ regions: 'labels', nodes: 1 })
    expect(clusters).toHaveLength(1)
    const labels = clusters[0]!.nodes.map((node) => node.labels['topology.kubernetes.io/region'])
    expect(labels).toEqual(['us-east-1', 'eu-west-1'])
    expect(places[1]!.nodeSelector).toEqual({ 'topology.kubernetes.io/region': 'eu-west-1' })
    const ports = places.flatMap((place) => Object.values(place.nodePorts))
    expect(new Set(ports).size).toBe(4)
  })

  it('never makes more nodes than a machine can bear because a scenario names many', () => {
    const large = { ...fleet, regions: [{ name: 'us-east-1', nodeGroups: [group('general', 45)] }] }
    const { clusters } = planTopology(fleetSchema.parse(large), environmentSchema.parse({}))
    expect(clusters[0]!.nodes).toHaveLength(MAX_NODES)
  })

  it('keeps a tainted group alone on its nodes only where there are nodes for all groups', () => {
    const taints = (nodes: number) => plan({ nodes }).clusters[0]!.nodes.map((node) => node.taint)
    expect(taints(2)).toEqual(['critical', undefined])
    expect(taints(1)).toEqual([undefined])
    expect(Object.keys(plan({ nodes: 1 }).clusters[0]!.nodes[0]!.labels)).toContain('seatrial.node-group.critical')
  })

  it('gives services consecutive ports of this machine when the first one is named', () => {
    const { clusters } = plan({ ports: { services: 21_000 } })
    expect(clusters.flatMap((cluster) => cluster.ports.map((port) => port.hostPort))).toEqual([
      21_000, 21_001, 21_002, 21_003,
    ])
  })

  it('exposes only the services that are named', () => {
    expect(plan({ exposed: ['ledger'] }).places[0]!.nodePorts).toEqual({ ledger: 30_000 })
  })
})

describe('the plan of an environment with fake pods', () => {
  const { clusters, places } = plan({ pods: 'kwok', regions: 'clusters' })

  it('is one cluster of one real node, in which regions are labels of fake ones that nobody can reach', () => {
    expect(clusters).toHaveLength(1)
    expect(clusters[0]).toMatchObject({ nodes: [{ labels: {} }], ports: [] })
    expect(places.map(({ name, cluster, isFake }) => [name, cluster, isFake])).toEqual([
      ['us-east-1', 'all', true],
      ['eu-west-1', 'all', true],
      ['staging', 'all', true],
    ])
    expect(places[1]!.nodeSelector).toEqual({
      'seatrial.node': 'fake',
      'topology.kubernetes.io/region': 'eu-west-1',
    })
    expect(places.flatMap(({ nodePorts }) => Object.keys(nodePorts))).toEqual([])
  })

  it('lets the controllers make the calls that the options say, and no others than Kubernetes does otherwise', () => {
    const limited = plan({ pods: 'kwok', kwok: { callsPerSecond: 20, callBurst: 30, syncs: 5 } })
    const patch = parse(parse(kindConfig(limited.clusters[0]!)).nodes[0].kubeadmConfigPatches[0])
    expect(patch).toMatchObject({
      kind: 'ClusterConfiguration',
      controllerManager: {
        extraArgs: { 'kube-api-qps': '20', 'kube-api-burst': '30', 'concurrent-replicaset-syncs': '5' },
      },
      scheduler: { extraArgs: { 'kube-api-qps': '20', 'kube-api-burst': '30' } },
    })
    expect(parse(kindConfig(plan().clusters[1]!)).nodes[0].kubeadmConfigPatches).toBeUndefined()
  })

  it('does not go into a cluster of somebody else', () => {
    const existing = { kubeconfig: '/some/file', context: 'production' }
    const parsed = environmentSchema.safeParse({ pods: 'kwok', existing, registry: 'registry.example' })
    expect(parsed.error?.issues[0]?.message).toContain('leave out "existing"')
  })
})

describe('the configuration of a kind cluster', () => {
  it('binds every port to loopback and lets Docker choose where none was named', () => {
    const config = parse(kindConfig(plan().clusters[1]!))
    expect(config.networking.apiServerAddress).toBe('127.0.0.1')
    for (const mapping of config.nodes[0].extraPortMappings) {
      expect(mapping).toMatchObject({ listenAddress: '127.0.0.1', hostPort: -1 })
    }
  })

  it('has one node carry everything, and a control plane of its own beside several', () => {
    const [many, one] = plan().clusters.map((cluster) => parse(kindConfig(cluster)))
    expect(one.nodes.map((node: { role: string }) => node.role)).toEqual(['control-plane'])
    expect(many.nodes.map((node: { role: string }) => node.role)).toEqual([
      'control-plane',
      'worker',
      'worker',
      'worker',
    ])
    expect(many.nodes[1].kubeadmConfigPatches[0]).toContain('seatrial.node-group.critical')
  })
})
