import type { z } from 'zod'
import type { Strategy } from '../../model/fleet.ts'
import {
  autoscalerSchema,
  claimManifestSchema,
  configMapSchema,
  daemonSetSchema,
  deploymentSchema,
  secretSchema,
  serviceManifestSchema,
  statefulSetSchema,
} from './manifest-schema.ts'
import type { Pod } from './pod-schema.ts'
import { daemonSetStrategy, deploymentStrategy, statefulSetStrategy } from './strategy.ts'
import type { ManifestSet, Origin, Workload } from './workload.ts'

/** Reads one manifest, checked by its schema, into its place in the set. */
export interface Reader {
  /** API groups in which the kind is the one that is meant; the core group is empty. */
  readonly groups: readonly string[]
  readonly schema: z.ZodType
  /** `manifest` is the schema's output. */
  readonly add: (manifest: never, origin: Origin, set: ManifestSet) => void
}

function reader<T extends z.ZodType>(
  groups: readonly string[],
  schema: T,
  add: (manifest: z.output<T>, origin: Origin, set: ManifestSet) => void,
): Reader {
  return { groups, schema, add }
}

/** `extensions` held Deployments and DaemonSets until Kubernetes 1.16. */
const APPS = ['apps', 'extensions'] as const

/** The kinds that say something about a fleet. */
export const READERS: Readonly<Record<string, Reader>> = {
  Deployment: reader(APPS, deploymentSchema, (manifest, origin, set) => {
    const { replicas } = manifest.spec
    set.workloads.push(
      workload('Deployment', manifest, origin, { replicas, strategy: deploymentStrategy(manifest.spec) }),
    )
  }),
  StatefulSet: reader(APPS, statefulSetSchema, (manifest, origin, set) => {
    const { replicas, updateStrategy, volumeClaimTemplates } = manifest.spec
    const claims = volumeClaimTemplates.map((claim) => claim.spec.resources.requests.storage ?? 0)
    set.workloads.push(
      workload('StatefulSet', manifest, origin, {
        replicas,
        strategy: statefulSetStrategy(manifest.spec),
        onDelete: updateStrategy.type === 'OnDelete',
        claimedBytes: claims.reduce((sum, bytes) => sum + bytes, 0),
      }),
    )
  }),
  DaemonSet: reader(APPS, daemonSetSchema, (manifest, origin, set) => {
    const onDelete = manifest.spec.updateStrategy.type === 'OnDelete'
    set.workloads.push(
      workload('DaemonSet', manifest, origin, { strategy: daemonSetStrategy(manifest.spec), onDelete }),
    )
  }),
  Service: reader([''], serviceManifestSchema, ({ spec }, origin, set) => {
    set.addresses.push({ ...origin, selector: spec.selector, externalName: spec.externalName })
  }),
  ConfigMap: reader([''], configMapSchema, ({ data }, origin, set) => {
    set.configurations.push({ ...origin, data })
  }),
  Secret: reader([''], secretSchema, ({ data, stringData }, origin, set) => {
    set.configurations.push({ ...origin, data: { ...decoded(data), ...stringData } })
  }),
  PersistentVolumeClaim: reader([''], claimManifestSchema, ({ spec }, origin, set) => {
    set.claims.push({ ...origin, bytes: spec.resources.requests.storage ?? 0 })
  }),
  HorizontalPodAutoscaler: reader(['autoscaling'], autoscalerSchema, ({ spec }, origin, set) => {
    const { kind: targetKind, name: targetName } = spec.scaleTargetRef
    set.autoscalers.push({ ...origin, targetKind, targetName, minReplicas: spec.minReplicas })
  }),
}

interface AnyWorkload {
  readonly metadata: { readonly labels: Record<string, string> }
  readonly spec: {
    readonly template: { readonly metadata: { readonly labels: Record<string, string> }; readonly spec: Pod }
  }
}

function workload(
  kind: Workload['kind'],
  { metadata, spec }: AnyWorkload,
  origin: Origin,
  own: { replicas?: number | undefined; strategy: Strategy; onDelete?: boolean; claimedBytes?: number },
): Workload {
  return {
    ...origin,
    kind,
    labels: metadata.labels,
    podLabels: spec.template.metadata.labels,
    replicas: own.replicas,
    strategy: own.strategy,
    onDelete: own.onDelete ?? false,
    pod: spec.template.spec,
    claimedBytes: own.claimedBytes ?? 0,
  }
}

const decoded = (data: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(data).map(([name, text]) => [name, Buffer.from(text, 'base64').toString('utf8')]))
