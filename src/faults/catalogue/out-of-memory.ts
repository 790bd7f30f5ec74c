import { z } from 'zod'
import { millisSchema } from '../../model/schema.ts'
import { seconds } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { inRelease, restarting } from '../landing.ts'

/** The new version needs more memory than its limit and is killed. */
export const outOfMemory = defineFault({
  name: 'out-of-memory',
  about: 'the new version needs more memory than its limit and is killed',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    afterMs: millisSchema.default(seconds(10)).describe('from the start of a container to its end'),
  }),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind:
    'the image that is built holds half as much memory again as its limit, in production only, and the kernel kills it',
  proof: 'containers of new pods end',
  detectedBy: 'readiness-rule',
  recovery: 'alone',
  removal: 'the version before comes back, or the next release is free of it',
  *inject(site) {
    const { settings } = site
    return yield* inRelease(
      site,
      { kind: 'out-of-memory', afterMs: settings.afterMs },
      restarting('were killed for want of memory'),
    )
  },
  trial: { real: { settings: { afterMs: 1_000 } } },
})
