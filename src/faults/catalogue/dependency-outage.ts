import { z } from 'zod'
import { ratioSchema } from '../../model/schema.ts'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { onUsers, placeOf } from '../landing.ts'

/** Something that a service depends on does not answer. */
export const dependencyOutage = defineFault({
  name: 'dependency-outage',
  about: 'something that a service depends on does not answer',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    share: ratioSchema.default(0.6).describe('share of requests that need it'),
  }),
  durationMs: minutes(15),
  sim: true,
  kind: true,
  inKind: 'the control port of the pods of its first dependency keeps that share of answers back',
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
        message: `a dependency does not answer`,
        inRelease: false,
        means: { kind: 'dependency', answers: 'nothing' },
      },
      placeOf(site)?.service,
    )
  },
  trial: { real: { durationMs: 30_000 } },
})
