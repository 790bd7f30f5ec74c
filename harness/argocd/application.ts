import type { KubernetesObject } from '@kubernetes/client-node'
import { objectName } from '../charts/names.ts'
import type { Place } from '../kind/facts.ts'
import { ARGOCD_NAMESPACE, PROJECT, REPOSITORY_URL, TARGET_REVISION } from './names.ts'

/** What Argo CD says of an application; the fields that are read here (`pkg/apis/application/v1alpha1/types.go`). */
export interface ApplicationStatus {
  readonly sync?: { readonly status: 'Synced' | 'OutOfSync' | 'Unknown'; readonly revision?: string }
  readonly health?: { readonly status?: string }
  /** When it was compared last. */
  readonly reconciledAt?: string
  readonly conditions?: readonly { readonly type: string; readonly message: string }[]
  readonly operationState?: {
    readonly phase: 'Running' | 'Terminating' | 'Succeeded' | 'Failed' | 'Error'
    readonly message?: string
    readonly startedAt: string
    readonly finishedAt?: string
    readonly retryCount?: number
    readonly operation: { readonly sync?: { readonly revision?: string } }
    readonly syncResult?: { readonly revision?: string }
  }
}

/** An application of Argo CD. */
export interface Application extends KubernetesObject {
  readonly spec?: unknown
  readonly status?: ApplicationStatus
}

/** Name of the application of a service in a place. */
export const applicationName = (service: string, place: string): string => `${objectName(service)}.${place}`

/** Where the chart and an application's values are in the repository. */
export const CHART_PATH = 'chart'
export const valuesPath = (service: string, place: string): string => `places/${place}/${objectName(service)}.yaml`

/**
 * The published policy: synced without a person, what is not in Git is removed, what was changed by hand is put back, five retries at
 * 5 s, doubled, up to 3 min.
 */
const SYNC_POLICY = {
  automated: { prune: true, selfHeal: true },
  syncOptions: ['CreateNamespace=false', 'PrunePropagationPolicy=foreground', 'ApplyOutOfSyncOnly=true'],
  retry: { limit: 5, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
}

/**
 * The application of a service in a place: the chart, with the values of that place. It has no finalizer, so that its deletion leaves
 * everything running.
 */
export function application(service: string, of: { place: Place; server: string }): Application {
  const { place, server } = of
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: applicationName(service, place.name), namespace: ARGOCD_NAMESPACE },
    spec: {
      project: PROJECT,
      source: {
        repoURL: REPOSITORY_URL,
        targetRevision: TARGET_REVISION,
        path: CHART_PATH,
        helm: { releaseName: objectName(service), valueFiles: [`/${valuesPath(service, place.name)}`] },
      },
      destination: { server, namespace: place.namespace },
      syncPolicy: SYNC_POLICY,
      revisionHistoryLimit: 10,
    },
  }
}
