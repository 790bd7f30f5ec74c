import { z } from 'zod'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { inRelease, waitingFor } from '../landing.ts'
import { reaction } from '../noticing.ts'

/** The new version takes several times as long to start; its startup probe waits for it. */
export const slowStart = defineFault({
  name: 'slow-start',
  about: 'the new version takes several times as long to start; its startup probe waits for it',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    factor: z.number().gt(1).max(15).default(4).describe('factor on the time from start to first answer'),
  }),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: 'the image that is built takes so many times as long to start, in production only',
  proof: 'new pods are still starting after a minute',
  detectedBy: 'startup-probe',
  recovery: 'alone',
  removal: 'the version before comes back, or the next release is free of it',
  *inject(site) {
    const { hooks, settings } = site
    return yield* inRelease(
      site,
      { kind: 'slow-start', factor: settings.factor },
      waitingFor(minutes(1), () => hooks.kernel.now, 'are still starting a minute after the first'),
      (place) => reaction('startup-probe', () => hooks.pods(place).every((pod) => pod.ready && pod.restarts === 0)),
    )
  },
  trial: { real: { settings: { factor: 15 }, startupMs: 5_000 } },
})
