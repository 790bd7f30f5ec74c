import { z } from 'zod'
import { ratioSchema } from '../../model/schema.ts'
import { defineFault } from '../fault-kind.ts'
import { changedService, missed, onUsers, untilReleased } from '../landing.ts'

/** The new version answers too slowly, so that a share of its requests misses its time limit. */
export const slowRelease = defineFault({
  name: 'slow-release',
  about: 'the new version answers too slowly, so that a share of its requests misses its time limit',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    share: ratioSchema.default(0.2).describe('share of requests that miss the limit'),
  }),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind:
    'the image that is built keeps that share of answers back for longer than clients wait (`environment.traffic.timeoutMs` and 1 s), in production only; when it has been built already, the control port of its pods does',
  proof: 'the error share of the service is higher than before',
  detectedBy: 'alert',
  recovery: 'approval',
  removal: 'the version before comes back',
  *inject(site) {
    const { settings } = site
    const service = changedService(site)
    if (service === undefined) return missed('the deployment changes no service that the selector fits')
    const why = yield* untilReleased(site, { kind: 'slow', service, share: settings.share })
    if (why !== undefined) return missed(why)
    return yield* onUsers(
      site,
      { ratio: settings.share, message: `a slow release`, inRelease: true, means: { kind: 'slow' } },
      service,
    )
  },
})
