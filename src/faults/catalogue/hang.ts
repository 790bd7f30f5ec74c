import { z } from 'zod'
import { millisSchema } from '../../model/schema.ts'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { inRelease, restarting } from '../landing.ts'
import { reaction } from '../noticing.ts'

/** The new version stops answering some time after it started, until its liveness probe restarts it. */
export const hang = defineFault({
  name: 'hang',
  about: 'the new version stops answering some time after it started, until its liveness probe restarts it',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    afterMs: millisSchema.default(minutes(3)).describe('from the start of a container until it hangs'),
  }),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind:
    'the process in the image that is built stands still so long after its start, in production only, until its liveness probe fails',
  proof: 'new pods are restarted by their liveness probe',
  detectedBy: 'liveness-probe',
  recovery: 'alone',
  removal: 'the version before comes back, or the next release is free of it',
  *inject(site) {
    const { settings } = site
    return yield* inRelease(
      site,
      { kind: 'hang', afterMs: settings.afterMs },
      restarting('hung and were restarted'),
      (place) => reaction('liveness-probe', () => site.hooks.pods(place).some((pod) => pod.restarts > 0)),
    )
  },
  trial: { real: { settings: { afterMs: 5_000 } } },
})
