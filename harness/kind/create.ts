import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { networkOf } from '../docker/network.ts'
import { removeLabelled } from '../docker/removal.ts'
import type { ClusterAddress } from '../kubernetes/connection.ts'
import { nameOf, type Run } from '../run/run.ts'
import { runTool } from '../tool/run-tool.ts'
import { ToolFailedError } from '../tool/tool-failed-error.ts'
import { kindConfig } from './config.ts'
import { CLUSTER_LABEL } from './nodes.ts'
import type { ClusterPlan } from './topology.ts'

/** How long kind waits for the control plane. */
const WAIT = '180s'

/** What kind says when a machine was too busy for kubeadm's limits of 4 minutes (kubeadm, `constants.go`): the next attempt may do. */
const TOO_SLOW = /timed out waiting|deadline exceeded|failed to (init|join) node with kubeadm/i

/** A cluster that was created. */
export interface CreatedCluster extends ClusterAddress {
  readonly name: string
}

/**
 * Creates a cluster on the run's network (`KIND_EXPERIMENTAL_DOCKER_NETWORK`: kind's own network would outlive the run, and other
 * clusters share it). Its kubeconfig goes to the run's folder; the user's own is not touched. When the machine was too slow it is tried
 * once more.
 */
export async function createCluster(
  plan: ClusterPlan,
  of: { run: Run; image: string; signal: AbortSignal; say: (line: string) => void },
): Promise<CreatedCluster> {
  const { run, image, signal, say } = of
  const name = clusterName(run, plan.part)
  const kubeconfig = join(run.folder, `${plan.part}.kubeconfig`)
  const config = join(run.folder, `${plan.part}.kind.yaml`)
  await writeFile(config, kindConfig(plan))
  const args = [
    ...['create', 'cluster', '--name', name, '--image', image],
    ...['--config', config, '--kubeconfig', kubeconfig, '--wait', WAIT],
  ]
  const create = () => runTool('kind', args, { signal, env: { KIND_EXPERIMENTAL_DOCKER_NETWORK: networkOf(run) } })
  try {
    await create()
  } catch (error) {
    if (!(error instanceof ToolFailedError && TOO_SLOW.test(error.output))) throw error
    say(`the cluster ${plan.part} did not come up in time; once more`)
    await removeLabelled([`${CLUSTER_LABEL}=${name}`])
    await create()
  }
  await chmod(kubeconfig, 0o600)
  return { name, kubeconfig, context: `kind-${name}` }
}

/** Name of a cluster, as kind and Docker know it. */
export const clusterName = (run: Run, part: string): string => nameOf(run, part)
