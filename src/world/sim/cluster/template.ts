import type { Distribution } from '../../../model/distribution.ts'
import type { Ratio } from '../../../model/units.ts'
import type { DrawScope } from '../../../random/index.ts'

/** One layer as a registry stores it; `sizeMiB` is the compressed size. Equal digests are the same bytes. */
export interface ImageLayer {
  readonly digest: string | number
  readonly sizeMiB: number
}

/**
 * What is wrong with the pods of a template, if anything. Durations count from the start of the container, anew after each
 * restart.
 *
 * `never-ready` answers startup and liveness probes but not the readiness probe (a deadlock behind the front door). `hang`
 * answers nothing any more. `needs` exits after some seconds when `ready()` is still false then, so the restart back-off
 * carries it until the dependency comes; when `ready()` is true at the start or at that instant, it goes on to start up.
 */
export type PodBehaviour =
  | { readonly kind: 'healthy' }
  | { readonly kind: 'crash'; readonly after: Distribution }
  | { readonly kind: 'out-of-memory'; readonly after: Distribution }
  | { readonly kind: 'hang'; readonly after: Distribution }
  | { readonly kind: 'never-ready' }
  | { readonly kind: 'slow-start'; readonly factor: number }
  | { readonly kind: 'image-pull-failure' }
  | { readonly kind: 'needs'; readonly ready: () => boolean; readonly exitsAfter: Distribution }

/** Nothing is wrong. */
export const HEALTHY: PodBehaviour = { kind: 'healthy' }

/** The pod template of a Deployment: two templates are the same ReplicaSet exactly when their revisions are equal. */
export interface PodTemplate {
  readonly revision: string
  readonly image: readonly ImageLayer[]
  /** The draws of the deployment that brought it; the entity is service, region and pod ordinal. */
  readonly draws: DrawScope
  readonly behaviour: PodBehaviour
  /** Share of the pods that the behaviour hits (the others are healthy); all by default. */
  readonly share?: Ratio
  /** Factor on the times that the machine takes: sandbox, container start, start-up of the process. Default 1. */
  readonly slow?: number
}
