import type { KubernetesObject } from '@kubernetes/client-node'

/** Kinds whose objects belong to no namespace, of those that the manifests here have. */
const CLUSTER_WIDE: ReadonlySet<string> = new Set([
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'Namespace',
])

/** The image to run in place of one that manifests name; undefined leaves it as it is. */
export type ImageFor = (image: string) => string | undefined

/**
 * Published manifests as they are installed: each object in a namespace, with images that the clusters can have, taken from the node where
 * it has them.
 */
export function prepareManifests(
  manifests: readonly KubernetesObject[],
  of: { namespace: string; imageFor: ImageFor },
): KubernetesObject[] {
  return manifests.map((object) => withImages(placed(object, of.namespace), of.imageFor))
}

/** Custom resource definitions come first: what they define can be used a moment later. */
export const isDefinition = (object: KubernetesObject): boolean => object.kind === 'CustomResourceDefinition'

const placed = (object: KubernetesObject, namespace: string): KubernetesObject =>
  CLUSTER_WIDE.has(object.kind ?? '') ? object : { ...object, metadata: { ...object.metadata, namespace } }

/** Replaces images wherever containers are. */
function withImages<T>(value: T, imageFor: ImageFor): T {
  if (Array.isArray(value)) return value.map((item) => withImages(item, imageFor)) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, withImages(item, imageFor)] as const)
  const object = Object.fromEntries(entries)
  const image = typeof object.image === 'string' ? imageFor(object.image) : undefined
  return (image === undefined ? object : { ...object, image, imagePullPolicy: 'IfNotPresent' }) as T
}

/** Whether the last part of an image's name, whatever registry it comes from, is `name`. */
export const isImageOf = (image: string, name: string): boolean =>
  image
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .split('/')
    .at(-1) === name
