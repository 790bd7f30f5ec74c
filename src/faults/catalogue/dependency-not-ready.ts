import { z } from 'zod'
import { millisSchema } from '../../model/schema.ts'
import { seconds } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { inRelease, restarting } from '../landing.ts'

/** The new version exits while it starts until something that it needs is there. */
export const dependencyNotReady = defineFault({
  name: 'dependency-not-ready',
  about: 'the new version exits while it starts until something that it needs is there',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    readyAfterMs: millisSchema.default(seconds(40)).describe('from the first look until the dependency answers'),
  }),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: 'the image that is built needs a Service that leads nowhere until it is time, in production only',
  proof: 'new pods exit and are restarted',
  detectedBy: 'readiness-rule',
  recovery: 'alone',
  removal: 'the version before comes back, or the next release is free of it',
  *inject(site) {
    const { settings } = site
    return yield* inRelease(
      site,
      { kind: 'needs', readyAfterMs: settings.readyAfterMs },
      restarting('exited because a dependency was not ready'),
    )
  },
  trial: { real: { settings: { readyAfterMs: 20_000 } } },
})
