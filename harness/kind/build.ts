import type { UpContext } from '../component.ts'
import { ensureImage } from '../docker/image.ts'
import { hostPorts } from '../docker/port.ts'
import { ClusterConnection } from '../kubernetes/connection.ts'
import { untilNodesReady } from '../kubernetes/nodes-ready.ts'
import { registryComponent } from '../registry/component.ts'
import { announceRegistry, wireNode } from '../registry/wire.ts'
import { createCluster } from './create.ts'
import type { Cluster } from './facts.ts'
import { nodesOf } from './nodes.ts'
import type { ClusterPlan } from './topology.ts'

/** A cluster that was built: its facts, what it is called in the plan, and where its ports come out on 127.0.0.1. */
export interface BuiltCluster {
  readonly cluster: Cluster
  readonly part: string
  /** From the port inside, such as `30000/tcp`. */
  readonly ports: ReadonlyMap<string, number>
}

/** Builds kind clusters, side by side or one after another, each with its nodes ready and the registry known to them. */
export async function buildClusters(plans: readonly ClusterPlan[], context: UpContext): Promise<BuiltCluster[]> {
  const image = await ensureImage('node', context.signal)
  if (context.options.creation === 'parallel') {
    return await Promise.all(plans.map((plan) => build(plan, image, context)))
  }
  const built: BuiltCluster[] = []
  for (const plan of plans) built.push(await build(plan, image, context))
  return built
}

async function build(plan: ClusterPlan, image: string, context: UpContext): Promise<BuiltCluster> {
  const { run, signal, say, factsOf } = context
  const registry = factsOf(registryComponent)
  say(`creating the cluster ${plan.part}`)
  const created = await createCluster(plan, { run, image, signal, say })
  const nodes = await nodesOf(created.name, signal)
  const connection = new ClusterConnection(created)
  if (registry.port !== undefined) {
    await Promise.all(nodes.map((node) => wireNode(node, registry.address, signal)))
    await announceRegistry(connection, registry, signal)
  }
  await untilNodesReady(connection, nodes.length, signal)
  const ports = await hostPorts(`${created.name}-control-plane`, signal)
  say(`the cluster ${plan.part} is ready`)
  return { cluster: { ...created, nodes: [...nodes] }, part: plan.part, ports }
}
