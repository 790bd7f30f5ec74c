import type { V1Node } from '@kubernetes/client-node'
import type { Fleet, NodeGroup, Region } from '../../src/model/fleet.ts'
import { nodeGroupLabel, REGION_LABEL } from '../kind/topology.ts'
import { RUN_LABEL, type Run } from '../run/run.ts'
import { FAKE_LABEL, FAKE_TAINT } from './names.ts'

/** Pods on one node (KubeletConfiguration `maxPods`, default). */
const MAX_PODS = '110'

/**
 * The fake nodes of a fleet: as many of each group as the scenario desires, with the group's capacity and, where it is tainted, its
 * taint. They have no operating system label: the DaemonSets of kind look for it, and would come to every node.
 */
export function fakeNodes(fleet: Fleet, run: Run): readonly V1Node[] {
  return fleet.regions.flatMap((region) =>
    region.nodeGroups.flatMap((group) =>
      Array.from({ length: group.desired }, (_, index) => node({ region, group, index, run })),
    ),
  )
}

function node(of: { region: Region; group: NodeGroup; index: number; run: Run }): V1Node {
  const { region, group, index, run } = of
  const name = `${region.name}-${group.name}-${index}`.replaceAll('.', '-')
  const capacity = { cpu: `${group.cpuMilli}m`, memory: `${group.memoryMiB}Mi`, pods: MAX_PODS }
  const own = { key: nodeGroupLabel(group.name), value: 'true', effect: 'NoSchedule' }
  return {
    metadata: {
      name,
      labels: {
        ...FAKE_LABEL,
        [RUN_LABEL]: run.id,
        [REGION_LABEL]: region.name,
        [nodeGroupLabel(group.name)]: 'true',
        'kubernetes.io/hostname': name,
      },
    },
    spec: { taints: [FAKE_TAINT, ...(group.tainted ? [own] : [])] },
    status: { capacity, allocatable: capacity },
  }
}
