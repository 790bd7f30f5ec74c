import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { networkOf } from '../docker/network.ts'
import type { ClusterAddress } from '../kubernetes/connection.ts'
import { nameOf, type Run } from '../run/run.ts'
import { runTool } from '../tool/run-tool.ts'
import { kindConfig } from './config.ts'
import type { ClusterPlan } from './topology.ts'

/** How long kind waits for the control plane. */
const WAIT = '180s'

/** A cluster that was created. */
export interface CreatedCluster extends ClusterAddress {
  readonly name: string
}

/**
 * Creates a cluster on the run's network (`KIND_EXPERIMENTAL_DOCKER_NETWORK`: kind's own network would outlive the run, and other
 * clusters share it). Its kubeconfig goes to the run's folder; the user's own is not touched.
 */
export async function createCluster(
  plan: ClusterPlan,
  of: { run: Run; image: string; signal: AbortSignal },
): Promise<CreatedCluster> {
  const { run, image, signal } = of
  const name = clusterName(run, plan.part)
  const kubeconfig = join(run.folder, `${plan.part}.kubeconfig`)
  const config = join(run.folder, `${plan.part}.kind.yaml`)
  await writeFile(config, kindConfig(plan))
  await runTool(
    'kind',
    [
      ...['create', 'cluster', '--name', name, '--image', image],
      ...['--config', config, '--kubeconfig', kubeconfig, '--wait', WAIT],
    ],
    { signal, env: { KIND_EXPERIMENTAL_DOCKER_NETWORK: networkOf(run) } },
  )
  await chmod(kubeconfig, 0o600)
  return { name, kubeconfig, context: `kind-${name}` }
}

/** Name of a cluster, as kind and Docker know it. */
export const clusterName = (run: Run, part: string): string => nameOf(run, part)
