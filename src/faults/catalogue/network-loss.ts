import { z } from 'zod'
import { countSchema, ratioSchema } from '../../model/schema.ts'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { onUsers, placeOf } from '../landing.ts'

/** Packets of a service are lost; a request fails when all its attempts do. */
export const networkLoss = defineFault({
  name: 'network-loss',
  about: 'packets of a service are lost; a request fails when all its attempts do',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    loss: ratioSchema.default(0.3).describe('share of messages that are lost, each way'),
    retries: countSchema.default(1).describe('attempts after the first'),
  }),
  durationMs: minutes(15),
  sim: true,
  kind: false,
  inKind:
    'no part of the environment loses packets: netem is missing in many kernels, and Toxiproxy works on connections',
  proof: 'the error share of the service is higher than before',
  detectedBy: 'alert',
  recovery: 'by-hand',
  removal: 'it ends when the duration is over, or when a person has mended it',
  *inject(site) {
    const { settings } = site
    return yield* onUsers(
      site,
      {
        ratio: (1 - (1 - settings.loss) ** 2) ** (1 + settings.retries),
        message: `${100 * settings.loss} % of messages are lost`,
        inRelease: false,
        means: { kind: 'none', why: 'no part of the environment loses packets' },
      },
      placeOf(site)?.service,
    )
  },
})
