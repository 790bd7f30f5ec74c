/** An image that the environment uses, and the variable that replaces it. */
export interface ImageChoice {
  /** What uses it. */
  readonly use: string
  /** Environment variable that names another image, for machines behind a mirror or without network access. */
  readonly variable: string
  /** The upstream name. */
  readonly image: string
}

/**
 * Every image that the real environment can use: the one place where images are named. `docs/environment.md` prints this table,
 * and a test compares the two.
 */
export const IMAGES = {
  node: { use: 'nodes of kind clusters', variable: 'SEATRIAL_NODE_IMAGE', image: 'kindest/node:v1.32.2' },
  service: { use: 'base image of the synthetic services', variable: 'SEATRIAL_SERVICE_IMAGE', image: 'node:24-slim' },
  registry: { use: 'local image registry', variable: 'SEATRIAL_REGISTRY_IMAGE', image: 'registry:2' },
  buildkit: { use: 'build daemon', variable: 'SEATRIAL_BUILDKIT_IMAGE', image: 'moby/buildkit:buildx-stable-1' },
  postgres: { use: 'databases', variable: 'SEATRIAL_POSTGRES_IMAGE', image: 'postgres:14-alpine' },
  redis: { use: 'caches', variable: 'SEATRIAL_REDIS_IMAGE', image: 'redis:7-alpine' },
  localstack: {
    use: 'AWS for Terraform: S3, DynamoDB, KMS',
    variable: 'SEATRIAL_LOCALSTACK_IMAGE',
    image: 'localstack/localstack:4.14.0',
  },
  argocd: { use: 'GitOps controllers', variable: 'SEATRIAL_ARGOCD_IMAGE', image: 'quay.io/argoproj/argocd:v3.1.9' },
  argoRollouts: {
    use: 'canary controller',
    variable: 'SEATRIAL_ARGO_ROLLOUTS_IMAGE',
    image: 'quay.io/argoproj/argo-rollouts:v1.9.2',
  },
  toxiproxy: {
    use: 'network faults between services',
    variable: 'SEATRIAL_TOXIPROXY_IMAGE',
    image: 'ghcr.io/shopify/toxiproxy:2.5.0',
  },
} as const satisfies Readonly<Record<string, ImageChoice>>
export type ImageName = keyof typeof IMAGES

/** The image to use: what its variable says, else the upstream one. */
export function imageOf(name: ImageName, env: NodeJS.ProcessEnv = process.env): string {
  const { variable, image } = IMAGES[name]
  return env[variable] || image
}
