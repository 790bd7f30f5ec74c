import { z } from 'zod'
import { ratioSchema } from '../../model/schema.ts'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { onUsers, placeOf } from '../landing.ts'

/** A service cannot reach what it depends on. */
export const networkPartition = defineFault({
  name: 'network-partition',
  about: 'a service cannot reach what it depends on',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    share: ratioSchema.default(1).describe('share of its requests that need the other side'),
  }),
  durationMs: minutes(15),
  sim: true,
  kind: true,
  inKind: 'iptables on the kind nodes drops packets from its pods to those of its dependencies',
  proof: 'the error share of the service is higher than before',
  detectedBy: 'alert',
  recovery: 'by-hand',
  removal: 'it ends when the duration is over, or when a person has mended it',
  *inject(site) {
    const { settings } = site
    return yield* onUsers(
      site,
      {
        ratio: settings.share,
        message: `the other side cannot be reached`,
        inRelease: false,
        means: { kind: 'partition' },
      },
      placeOf(site)?.service,
    )
  },
  trial: { real: { durationMs: 30_000 } },
})
