import { z } from 'zod'
import { ratioSchema } from '../../model/schema.ts'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { onUsers, placeOf } from '../landing.ts'

/** Names are not resolved; what is cached is answered until its time to live is over. */
export const dnsFailure = defineFault({
  name: 'dns-failure',
  about: 'names are not resolved; what is cached is answered until its time to live is over',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    cached: ratioSchema.default(0.5).describe('share of requests that find their address cached'),
  }),
  durationMs: minutes(15),
  sim: true,
  kind: false,
  inKind: 'connections that are open need no names, so that what users suffer would depend on chance',
  proof: 'the error share of the service is higher than before',
  detectedBy: 'alert',
  recovery: 'by-hand',
  removal: 'it ends when the duration is over, or when a person has mended it',
  *inject(site) {
    const { settings } = site
    return yield* onUsers(
      site,
      {
        ratio: 1 - settings.cached,
        message: `names are not resolved`,
        inRelease: false,
        means: { kind: 'none', why: 'the cluster DNS is left alone' },
      },
      placeOf(site)?.service,
    )
  },
})
