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
  proof: 'pulling the image of new pods has failed',
  detectedBy: 'readiness-rule',
  recovery: 'alone',
  removal: 'the version before comes back, or the next release is free of it',
  *inject(site) {
    return yield* inRelease(site, { kind: 'image-pull-failure' }, (pods) => {
      const waiting = pods.filter((pod) => pod.lacksImage)
      return waiting.length === 0 ? undefined : `${waiting.length} of ${pods.length} new pods have no image`
    })
  },
})
