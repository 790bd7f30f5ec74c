import type { KubernetesObject } from '@kubernetes/client-node'
import { isImageOf, prepareManifests } from '../upstream/prepare.ts'
import type { UpstreamManifests } from '../upstream/read.ts'
import { ARGOCD_NAMESPACE } from './names.ts'

/** The core install: controllers without the API server, the user interface, single sign-on and notifications. */
export const ARGOCD_MANIFESTS: UpstreamManifests = {
  use: 'Argo CD',
  variable: 'SEATRIAL_ARGOCD_MANIFESTS',
  url: 'https://raw.githubusercontent.com/argoproj/argo-cd/v3.1.9/manifests/core-install.yaml',
  image: 'argocd',
}

/** Images, as the clusters can pull them, in place of those of the manifests. */
export interface ArgoCdImages {
  readonly argocd: string
  readonly redis: string
}

/** The objects of the manifests that are installed: all but the controller of ApplicationSets and what belongs to it. */
export function argoCdObjects(manifests: readonly KubernetesObject[], images: ArgoCdImages): KubernetesObject[] {
  const imageFor = (image: string): string | undefined => {
    if (isImageOf(image, 'argocd')) return images.argocd
    return isImageOf(image, 'redis') ? images.redis : undefined
  }
  const wanted = manifests.filter((object) => !isOfApplicationSets(object))
  return prepareManifests(wanted, { namespace: ARGOCD_NAMESPACE, imageFor })
}

function isOfApplicationSets({ metadata }: KubernetesObject): boolean {
  return (
    metadata?.name === 'applicationsets.argoproj.io' ||
    metadata?.labels?.['app.kubernetes.io/component'] === 'applicationset-controller'
  )
}
