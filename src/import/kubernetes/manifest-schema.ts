import { z } from 'zod'
import { intOrPercentSchema } from '../../model/fleet.ts'
import { nameSchema } from '../../model/schema.ts'
import { int32Schema, podSchema, quantitySchema, textSchema, textsSchema } from './pod-schema.ts'

const metadataSchema = z.object({
  name: nameSchema,
  namespace: nameSchema.optional(),
  labels: textsSchema.default({}),
})

/** Kubernetes is built for clusters of up to 150,000 pods. */
const replicasSchema = int32Schema.max(150_000, { error: 'expected at most 150,000 replicas' })

const workload = {
  metadata: metadataSchema,
  minReadySeconds: int32Schema.default(0),
  template: z.object({ metadata: z.object({ labels: textsSchema.default({}) }).prefault({}), spec: podSchema }),
}

const surgeSchema = z.object({ maxSurge: intOrPercentSchema.optional(), maxUnavailable: intOrPercentSchema.optional() })

const isNothing = (value: unknown): boolean => value === 0 || value === '0%'

/** `apps/v1` Deployment. */
export const deploymentSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    replicas: replicasSchema.optional(),
    minReadySeconds: workload.minReadySeconds,
    progressDeadlineSeconds: int32Schema.default(600),
    strategy: z
      .object({
        type: z.enum(['RollingUpdate', 'Recreate']).default('RollingUpdate'),
        rollingUpdate: surgeSchema
          .refine((update) => !(isNothing(update.maxSurge) && isNothing(update.maxUnavailable)), {
            error: 'maxSurge and maxUnavailable are both 0, so no pod could ever be replaced',
            path: ['maxUnavailable'],
          })
          .prefault({}),
      })
      .prefault({}),
    template: workload.template,
  }),
})

const claimSchema = z.object({
  resources: z.object({ requests: z.object({ storage: quantitySchema.optional() }).default({}) }).prefault({}),
})

const updateSchema = z
  .object({
    type: z.enum(['RollingUpdate', 'OnDelete']).default('RollingUpdate'),
    rollingUpdate: surgeSchema.prefault({}),
  })
  .prefault({})

/** `apps/v1` StatefulSet. */
export const statefulSetSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    replicas: replicasSchema.optional(),
    minReadySeconds: workload.minReadySeconds,
    updateStrategy: updateSchema,
    template: workload.template,
    volumeClaimTemplates: z.array(z.object({ spec: claimSchema.prefault({}) })).default([]),
  }),
})

/** `apps/v1` DaemonSet. */
export const daemonSetSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    minReadySeconds: workload.minReadySeconds,
    updateStrategy: updateSchema,
    template: workload.template,
  }),
})

/** `v1` Service. */
export const serviceManifestSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({ selector: textsSchema.default({}), externalName: z.string().optional() }).prefault({}),
})

/** `v1` ConfigMap. */
export const configMapSchema = z.object({ metadata: metadataSchema, data: textsSchema.default({}) })

/** `v1` Secret; `data` is in base64. */
export const secretSchema = z.object({
  metadata: metadataSchema,
  data: textsSchema.default({}),
  stringData: textsSchema.default({}),
})

/** `v1` PersistentVolumeClaim. */
export const claimManifestSchema = z.object({ metadata: metadataSchema, spec: claimSchema.prefault({}) })

/** `autoscaling` HorizontalPodAutoscaler, any version. */
export const autoscalerSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    scaleTargetRef: z.object({ kind: textSchema, name: z.string() }),
    minReplicas: replicasSchema.default(1),
  }),
})
