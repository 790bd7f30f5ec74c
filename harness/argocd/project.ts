import type { KubernetesObject } from '@kubernetes/client-node'
import type { Place } from '../kind/facts.ts'
import { ARGOCD_NAMESPACE, PROJECT, REPOSITORY_URL } from './names.ts'

/** The project of all applications: they may come from one repository and go to the run's namespaces, and to nothing cluster-wide. */
export function project(
  places: readonly Place[],
  serverOf: (place: Place) => string,
): KubernetesObject & { readonly spec: unknown } {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: PROJECT, namespace: ARGOCD_NAMESPACE },
    spec: {
      sourceRepos: [REPOSITORY_URL],
      destinations: places.map((place) => ({ server: serverOf(place), namespace: place.namespace })),
      clusterResourceWhitelist: [],
    },
  }
}
