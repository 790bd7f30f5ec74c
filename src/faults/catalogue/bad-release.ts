import { z } from 'zod'
import { ratioSchema } from '../../model/schema.ts'
import { defineFault } from '../fault-kind.ts'
import { changedService, missed, onUsers, untilReleased } from '../landing.ts'

/** The new version answers a share of its requests with errors. */
export const badRelease = defineFault({
  name: 'bad-release',
  about: 'the new version answers a share of its requests with errors',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    errorRate: ratioSchema.default(0.3).describe('share of requests that fail'),
  }),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind:
    'the image that is built answers that share with errors, in production only; when it has been built already, the control port of its pods does',
  proof: 'the error share of the service is higher than before',
  detectedBy: 'alert',
  recovery: 'approval',
  removal: 'the version before comes back',
  *inject(site) {
    const { settings } = site
    const service = changedService(site)
    if (service === undefined) return missed('the deployment changes no service that the selector fits')
    const why = yield* untilReleased(site, { kind: 'errors', service, share: settings.errorRate })
    if (why !== undefined) return missed(why)
    return yield* onUsers(
      site,
      { ratio: settings.errorRate, message: `a bad release`, inRelease: true, means: { kind: 'errors' } },
      service,
    )
  },
})
