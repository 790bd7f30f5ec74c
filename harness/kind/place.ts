import type { UpContext } from '../component.ts'
import { ClusterConnection } from '../kubernetes/connection.ts'
import { createNamespace } from '../kubernetes/namespace.ts'
import { nameOf } from '../run/run.ts'
import type { BuiltCluster } from './build.ts'
import type { Place } from './facts.ts'
import type { PlacePlan } from './topology.ts'

/** Makes the namespace of a region or of staging; its labels say what it is for. */
export async function makePlace(plan: PlacePlan, built: BuiltCluster, { run, signal }: UpContext): Promise<Place> {
  const { kubeconfig, context } = built.cluster
  const namespace = nameOf(run, plan.name)
  const labels = { 'seatrial.environment': plan.environment, 'seatrial.place': plan.name }
  await createNamespace(new ClusterConnection({ kubeconfig, context }), { name: namespace, run, labels, signal })
  return {
    name: plan.name,
    environment: plan.environment,
    kubeconfig,
    context,
    namespace,
    nodeSelector: { ...plan.nodeSelector },
    ...(plan.isFake ? { isFake: true } : {}),
    nodePorts: { ...plan.nodePorts },
    hostPorts: outside(plan.nodePorts, built.ports),
  }
}

function outside(nodePorts: Readonly<Record<string, number>>, ports: BuiltCluster['ports']): Record<string, number> {
  const found: Record<string, number> = {}
  for (const [service, port] of Object.entries(nodePorts)) {
    const hostPort = ports.get(`${port}/tcp`)
    if (hostPort !== undefined) found[service] = hostPort
  }
  return found
}
