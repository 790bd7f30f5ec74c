import type { KubernetesObject } from '@kubernetes/client-node'
import { isImageOf, prepareManifests } from '../upstream/prepare.ts'
import type { UpstreamManifests } from '../upstream/read.ts'
import { ROLLOUTS_NAMESPACE } from './names.ts'

/** The controller with its custom resources, for a whole cluster. */
export const ROLLOUTS_MANIFESTS: UpstreamManifests = {
  use: 'Argo Rollouts',
  variable: 'SEATRIAL_ARGO_ROLLOUTS_MANIFESTS',
  url: 'https://raw.githubusercontent.com/argoproj/argo-rollouts/v1.9.2/manifests/install.yaml',
  image: 'argo-rollouts',
}

/** The objects of the manifests, with the controller's image as the clusters can pull it. */
export const rolloutsObjects = (manifests: readonly KubernetesObject[], image: string): KubernetesObject[] =>
  prepareManifests(manifests, {
    namespace: ROLLOUTS_NAMESPACE,
    imageFor: (name) => (isImageOf(name, 'argo-rollouts') ? image : undefined),
  })
