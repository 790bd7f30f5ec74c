import { AppsV1Api } from '@kubernetes/client-node'
import type { Millis } from '../../src/model/units.ts'
import type { ClusterConnection } from '../kubernetes/connection.ts'
import { mergeObject } from '../kubernetes/merge.ts'
import { untilControllersReady } from './controllers.ts'
import { APPLICATION_CONTROLLER, ARGOCD_NAMESPACE, REPO_SERVER } from './names.ts'

/** What of Argo CD a scenario can set. */
export interface ArgoCdSettings {
  /** How often Git is asked, and what is uniformly added to it; whole seconds, at least 1 s and 0 s. */
  readonly pollInterval: Millis
  readonly pollJitter: Millis
  /** Applications compared, and synced, at once. */
  readonly statusProcessors: number
  readonly operationProcessors: number
}

/** Annotation of the controllers' pods with the settings that they were started with: they read them only then. */
const SETTINGS_ANNOTATION = 'seatrial.settings'

/**
 * Sets Argo CD up, and starts its controllers again when something differs (`argocd-cm` and `argocd-cmd-params-cm`, keys of
 * docs/operator-manual in Argo CD 3.1). Resolves when they are ready.
 */
export async function configureArgoCd(
  connection: ClusterConnection,
  settings: ArgoCdSettings,
  signal: AbortSignal,
): Promise<void> {
  const change = (apiVersion: string, kind: string, name: string, fields: object): Promise<unknown> =>
    mergeObject(connection, { apiVersion, kind, metadata: { name, namespace: ARGOCD_NAMESPACE }, ...fields }, signal)
  const text = JSON.stringify(settings)
  const api = connection.api(AppsV1Api, signal)
  const running = await api.readNamespacedStatefulSet({ namespace: ARGOCD_NAMESPACE, name: APPLICATION_CONTROLLER })
  if (running.spec?.template.metadata?.annotations?.[SETTINGS_ANNOTATION] === text) return
  await change('v1', 'ConfigMap', 'argocd-cm', { data: timeouts(settings) })
  await change('v1', 'ConfigMap', 'argocd-cmd-params-cm', { data: processors(settings) })
  const spec = { template: { metadata: { annotations: { [SETTINGS_ANNOTATION]: text } } } }
  await change('apps/v1', 'Deployment', REPO_SERVER, { spec })
  await change('apps/v1', 'StatefulSet', APPLICATION_CONTROLLER, { spec })
  await untilControllersReady(connection, signal)
}

const timeouts = ({ pollInterval, pollJitter }: ArgoCdSettings): Record<string, string> => ({
  'timeout.reconciliation': `${Math.max(1, Math.round(pollInterval / 1_000))}s`,
  'timeout.reconciliation.jitter': `${Math.round(pollJitter / 1_000)}s`,
})

const processors = ({ statusProcessors, operationProcessors }: ArgoCdSettings): Record<string, string> => ({
  'controller.status.processors': String(statusProcessors),
  'controller.operation.processors': String(operationProcessors),
})
