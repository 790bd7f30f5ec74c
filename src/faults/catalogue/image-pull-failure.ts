import { z } from 'zod'
import { defineFault } from '../fault-kind.ts'
import { inRelease } from '../landing.ts'

/** The image of the new version cannot be pulled. */
export const imagePullFailure = defineFault({
  name: 'image-pull-failure',
  about: 'the image of the new version cannot be pulled',
  selects: ['service', 'tier'],
  settings: z.strictObject({}),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: 'the manifest of production names an image that is in no registry',
  proof: 'new pods are on nodes and not ready, and a pull has failed',
  detectedBy: 'readiness-rule',
  recovery: 'alone',
  removal: 'the version before comes back, or the next release is free of it',
  *inject(site) {
    const { hooks } = site
    return yield* inRelease(site, { kind: 'image-pull-failure' }, (place, rollout) => {
      const waiting = hooks.pods(place).filter((pod) => !pod.ready && pod.node !== undefined)
      if (rollout.failureRatio() === 0 || waiting.length === 0) return undefined
      return `${waiting.length} of ${hooks.pods(place).length} pods have no image`
    })
  },
})
