import { z } from 'zod'
import { countSchema } from '../../model/schema.ts'
import { defineFault } from '../fault-kind.ts'
import { onPods } from '../landing.ts'
import { reaction } from '../noticing.ts'

/** Pods are deleted from the API, and their ReplicaSets replace them. */
export const podDeletion = defineFault({
  name: 'pod-deletion',
  about: 'pods are deleted from the API, and their ReplicaSets replace them',
  selects: ['service', 'region', 'tier'],
  settings: z.strictObject({
    pods: countSchema.min(1).default(1).describe('how many pods'),
  }),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: 'the pods are deleted through the API',
  proof: 'pods with names that were there before are gone',
  detectedBy: 'replica-set-controller',
  recovery: 'alone',
  removal: 'nothing is left: the ReplicaSet has created new pods',
  *inject(site) {
    const { hooks, settings } = site
    let before: readonly string[] = []
    return yield* onPods(
      site,
      (place) => {
        before = hooks.pods(place).map((pod) => pod.id)
        hooks.deletePods(place, settings.pods)
      },
      (place) => {
        const now = new Set(hooks.pods(place).map((pod) => pod.id))
        const gone = before.filter((id) => !now.has(id)).length
        return gone === 0 ? undefined : `${gone} of ${before.length} pods were deleted`
      },
      (place) =>
        reaction('replica-set-controller', () => hooks.pods(place).filter((pod) => pod.ready).length >= before.length),
    )
  },
})
