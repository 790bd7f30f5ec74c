import { z } from 'zod'
import { ratioSchema } from '../../model/schema.ts'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { onUsers, placeOf } from '../landing.ts'

/** An API of somebody else does not answer; the circuit breaker keeps what it can away from it. */
export const thirdPartyOutage = defineFault({
  name: 'third-party-outage',
  about: 'an API of somebody else does not answer; the circuit breaker keeps what it can away from it',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    share: ratioSchema.default(0.5).describe('share of requests that call it'),
    backup: ratioSchema.default(0).describe('share of those calls that a backup answers'),
  }),
  durationMs: minutes(15),
  sim: true,
  kind: true,
  inKind: 'its first dependency plays the third party: the control port of its pods makes that share of answers errors',
  proof: 'the error share of the service is higher than before',
  detectedBy: 'alert',
  recovery: 'by-hand',
  removal: 'it ends when the duration is over, or when a person has mended it',
  *inject(site) {
    const { settings } = site
    return yield* onUsers(
      site,
      {
        ratio: settings.share * (1 - settings.backup),
        message: `the third party does not answer`,
        inRelease: false,
        means: { kind: 'dependency', answers: 'errors' },
      },
      placeOf(site)?.service,
    )
  },
  trial: { real: { durationMs: 30_000 } },
})
