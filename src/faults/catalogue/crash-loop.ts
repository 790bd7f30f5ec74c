import { z } from 'zod'
import { millisSchema } from '../../model/schema.ts'
import { seconds } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { inRelease, restarting } from '../landing.ts'

/** The new version crashes while it starts, again and again. */
export const crashLoop = defineFault({
  name: 'crash-loop',
  about: 'the new version crashes while it starts, again and again',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    afterMs: millisSchema.default(seconds(8)).describe('from the start of a container to its end'),
  }),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: 'the image that is built ends its process so long after its start, in production only',
  proof: 'containers of new pods end',
  detectedBy: 'readiness-rule',
  recovery: 'alone',
  removal: 'the version before comes back, or the next release is free of it',
  *inject(site) {
    const { settings } = site
    return yield* inRelease(site, { kind: 'crash', afterMs: settings.afterMs }, restarting('crashed'))
  },
  trial: { real: { settings: { afterMs: 1_000 } } },
})
