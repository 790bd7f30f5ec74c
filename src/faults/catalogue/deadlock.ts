import { z } from 'zod'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { inRelease } from '../landing.ts'

/** The new version lives and is never ready. */
export const deadlock = defineFault({
  name: 'deadlock',
  about: 'the new version lives and is never ready',
  selects: ['service', 'tier'],
  settings: z.strictObject({}),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: 'the image that is built lives and is never ready, in production only',
  proof: 'new pods are on nodes and not ready',
  detectedBy: 'readiness-rule',
  recovery: 'alone',
  removal: 'the version before comes back, or the next release is free of it',
  *inject(site) {
    const { hooks } = site
    let since: number | undefined
    return yield* inRelease(site, { kind: 'never-ready' }, (place) => {
      const waiting = hooks.pods(place).filter((pod) => !pod.ready && pod.node !== undefined)
      if (waiting.length > 0) since ??= hooks.kernel.now
      if (since === undefined || hooks.kernel.now - since < minutes(1.5)) return undefined
      return waiting.length === 0
        ? undefined
        : `${waiting.length} of ${hooks.pods(place).length} pods live and are not ready`
    })
  },
})
