import type { KubernetesObject } from '@kubernetes/client-node'
import type { UpstreamManifests } from '../upstream-manifests.ts'
import { ARGOCD_NAMESPACE } from './names.ts'

/** The core install: controllers without the API server, the user interface, single sign-on and notifications. */
export const ARGOCD_MANIFESTS: UpstreamManifests = {
  use: 'Argo CD',
  variable: 'SEATRIAL_ARGOCD_MANIFESTS',
  url: 'https://raw.githubusercontent.com/argoproj/argo-cd/v3.1.9/manifests/core-install.yaml',
}

/** Images, as the clusters can pull them, in place of those of the manifests. */
export interface ArgoCdImages {
  readonly argocd: string
  readonly redis: string
}

/** Kinds whose objects belong to no namespace, of those in the manifests. */
const CLUSTER_WIDE: ReadonlySet<string> = new Set(['CustomResourceDefinition', 'ClusterRole', 'ClusterRoleBinding'])

/**
 * The objects of the manifests that are installed: without the controller of ApplicationSets and what belongs to it, each in Argo CD's
 * namespace, with the given images.
 */
export function argoCdObjects(manifests: readonly KubernetesObject[], images: ArgoCdImages): KubernetesObject[] {
  return manifests.filter((object) => !isOfApplicationSets(object)).map((object) => withImages(placed(object), images))
}

/** Custom resource definitions come first: what they define can be used a moment later. */
export const isDefinition = (object: KubernetesObject): boolean => object.kind === 'CustomResourceDefinition'

function isOfApplicationSets({ metadata }: KubernetesObject): boolean {
  return (
    metadata?.name === 'applicationsets.argoproj.io' ||
    metadata?.labels?.['app.kubernetes.io/component'] === 'applicationset-controller'
  )
}

const placed = (object: KubernetesObject): KubernetesObject =>
  CLUSTER_WIDE.has(object.kind ?? '')
    ? object
    : { ...object, metadata: { ...object.metadata, namespace: ARGOCD_NAMESPACE } }

/** Replaces images wherever containers are, and lets nodes keep what they have. */
function withImages<T>(value: T, images: ArgoCdImages): T {
  if (Array.isArray(value)) return value.map((item) => withImages(item, images)) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, withImages(item, images)] as const)
  const object = Object.fromEntries(entries)
  const image = typeof object.image === 'string' ? imageFor(object.image, images) : undefined
  return (image === undefined ? object : { ...object, image, imagePullPolicy: 'IfNotPresent' }) as T
}

function imageFor(image: string, images: ArgoCdImages): string | undefined {
  if (/(^|\/)argocd[:@]/.test(image)) return images.argocd
  return /(^|\/)redis[:@]/.test(image) ? images.redis : undefined
}
