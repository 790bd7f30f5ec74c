import { AppsV1Api } from '@kubernetes/client-node'
import { z } from 'zod'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import type { Component } from '../component.ts'
import { kindComponent } from '../kind/component.ts'
import { clusterSchema } from '../kind/facts.ts'
import { type ClusterAddress, ClusterConnection } from '../kubernetes/connection.ts'
import { installObjects, untilInstalled } from '../kubernetes/install.ts'
import { registryComponent } from '../registry/component.ts'
import { seedImage } from '../registry/seed.ts'
import { readManifests } from '../upstream/read.ts'
import { ROLLOUTS_MANIFESTS, rolloutsObjects } from './manifests.ts'
import { ROLLOUTS_CONTROLLER, ROLLOUTS_NAMESPACE } from './names.ts'

const factsSchema = z.strictObject({ clusters: z.array(clusterSchema) })

/** Argo Rollouts in every cluster: the controller of canary deployments. */
export const argoRolloutsComponent: Component<z.output<typeof factsSchema>> = {
  name: 'argo-rollouts',
  needs: [registryComponent, kindComponent],
  facts: factsSchema,
  wanted: ({ needs, options }) => needs.has('canaries') || options.canary === 'argo-rollouts',

  async up({ run, options, signal, say, factsOf }) {
    if (options.existing !== undefined) throw notInExisting(options.existing.context)
    const { clusters } = factsOf(kindComponent)
    const manifests = await readManifests(ROLLOUTS_MANIFESTS, signal)
    const objects = rolloutsObjects(manifests, await seedImage('argoRollouts', factsOf(registryComponent), signal))
    say('installing Argo Rollouts')
    for (const cluster of clusters) {
      const connection = new ClusterConnection(cluster)
      await installObjects(connection, { run, namespace: ROLLOUTS_NAMESPACE, objects, signal })
      await untilInstalled(() => isControllerReady(cluster, signal), {
        what: 'Argo Rollouts',
        namespace: ROLLOUTS_NAMESPACE,
        remedy: 'look at its pod: an image that cannot be pulled can be replaced with SEATRIAL_ARGO_ROLLOUTS_IMAGE',
        signal,
      })
    }
    return { clusters }
  },

  // All of it is in clusters of the run, and goes with them.
  down: async () => {},

  status: (_run, { clusters }, signal) =>
    Promise.all(
      clusters.map(async (cluster) => {
        const isUp = await isControllerReady(cluster, signal).catch(() => false)
        return {
          name: `argo-rollouts in ${cluster.name}`,
          isUp,
          detail: isUp ? 'ready' : 'its controller is not ready',
        }
      }),
    ),
}

async function isControllerReady(cluster: ClusterAddress, signal: AbortSignal): Promise<boolean> {
  const api = new ClusterConnection(cluster).api(AppsV1Api, signal)
  const { status } = await api.readNamespacedDeployment({ namespace: ROLLOUTS_NAMESPACE, name: ROLLOUTS_CONTROLLER })
  return (status?.readyReplicas ?? 0) >= 1
}

const notInExisting = (context: string): EnvironmentUnavailableError =>
  new EnvironmentUnavailableError(
    'Argo Rollouts is not installed into a cluster of somebody else: it defines resources and roles for the whole cluster',
    { where: context, remedy: 'leave --kubeconfig and --context out, or do without canaries' },
  )
