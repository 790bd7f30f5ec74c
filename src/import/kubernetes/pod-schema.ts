import { z } from 'zod'
import { parseQuantity } from './quantity.ts'

/** A value that Kubernetes wants as text; unquoted numbers and booleans are taken as they are written. */
export const textSchema = z.union([z.string(), z.number(), z.boolean()]).transform(String)

/** Labels, or the data of a ConfigMap. */
export const textsSchema = z.record(z.string(), textSchema)

/** A quantity such as `500m`, in its base unit. */
export const quantitySchema = z.union([z.string(), z.number()]).transform((value, context) => {
  const quantity = parseQuantity(value)
  if (quantity !== undefined) return quantity
  context.addIssue({ code: 'custom', message: `expected a quantity such as 500m or 1Gi, got ${JSON.stringify(value)}` })
  return z.NEVER
})

/** The API's 32-bit integers, none of which may be negative where they are read. */
export const int32Schema = z
  .number({ error: 'expected a whole number' })
  .int({ error: 'expected a whole number' })
  .min(0, { error: 'expected a number >= 0' })
  .max(2 ** 31 - 1, { error: 'expected a number below 2^31' })

/** A probe. Kubernetes takes 0 as unset where 0 makes no sense. */
const probeSchema = z.object({
  initialDelaySeconds: int32Schema.default(0),
  periodSeconds: int32Schema.optional(),
  timeoutSeconds: int32Schema.optional(),
  failureThreshold: int32Schema.optional(),
  successThreshold: int32Schema.optional(),
})
export type ManifestProbe = z.output<typeof probeSchema>

const reference = z.object({ name: z.string().default('') })

const environmentSchema = z.object({
  name: z.string(),
  value: textSchema.optional(),
  valueFrom: z
    .object({
      configMapKeyRef: reference.extend({ key: z.string() }).optional(),
      secretKeyRef: reference.extend({ key: z.string() }).optional(),
    })
    .optional(),
})

/** A million cores and 1 PiB: beyond is a slip of the pen. */
const amountsSchema = z
  .object({
    cpu: quantitySchema.refine((cores) => cores <= 1e6, { error: 'expected at most 1e6 cores' }).optional(),
    memory: quantitySchema.refine((bytes) => bytes <= 2 ** 50, { error: 'expected at most 1Pi' }).optional(),
  })
  .default({})

const containerSchema = z.object({
  name: z.string().default(''),
  image: z.string().default(''),
  imagePullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']).optional(),
  command: z.array(textSchema).default([]),
  args: z.array(textSchema).default([]),
  env: z.array(environmentSchema).default([]),
  envFrom: z.array(z.object({ configMapRef: reference.optional(), secretRef: reference.optional() })).default([]),
  ports: z.array(z.object({ containerPort: z.number().int().optional() })).default([]),
  resources: z.object({ requests: amountsSchema, limits: amountsSchema }).prefault({}),
  startupProbe: probeSchema.optional(),
  readinessProbe: probeSchema.optional(),
  livenessProbe: probeSchema.optional(),
  lifecycle: z
    .object({
      preStop: z
        .object({
          sleep: z.object({ seconds: int32Schema }).optional(),
          exec: z.object({ command: z.array(textSchema).default([]) }).optional(),
        })
        .optional(),
    })
    .optional(),
  /** Only of init containers: one that always restarts is a sidecar. */
  restartPolicy: z.string().optional(),
})
export type Container = z.output<typeof containerSchema>

const volumeSourceSchema = z.object({
  configMap: reference.optional(),
  secret: z.object({ secretName: z.string().optional(), name: z.string().optional() }).optional(),
})

/** What is read of the specification of a pod. */
export const podSchema = z.object({
  containers: z.array(containerSchema).min(1, { error: 'expected at least one container' }),
  initContainers: z.array(containerSchema).default([]),
  terminationGracePeriodSeconds: int32Schema.default(30),
  volumes: z
    .array(
      volumeSourceSchema.extend({
        persistentVolumeClaim: z.object({ claimName: z.string() }).optional(),
        projected: z.object({ sources: z.array(volumeSourceSchema).default([]) }).optional(),
      }),
    )
    .default([]),
  affinity: z
    .object({
      podAntiAffinity: z
        .object({
          requiredDuringSchedulingIgnoredDuringExecution: z.array(z.object({ topologyKey: z.string() })).default([]),
        })
        .optional(),
    })
    .optional(),
})
export type Pod = z.output<typeof podSchema>
