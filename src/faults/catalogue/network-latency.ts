import { z } from 'zod'
import { millisSchema } from '../../model/schema.ts'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { onUsers, placeOf } from '../landing.ts'
import { slowerThan } from '../latency.ts'

/** Calls of a service to what it depends on are slow, and those slower than its time limit fail. */
export const networkLatency = defineFault({
  name: 'network-latency',
  about: 'calls of a service to what it depends on are slow, and those slower than its time limit fail',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    addedMs: millisSchema.default(800).describe('added to each call'),
    limitMs: millisSchema.min(1).default(1_000).describe('time limit of a call'),
    usualMs: millisSchema.min(1).default(150).describe('median of a call without the fault'),
    sigma: z.number().gt(0).default(0.6).describe('spread of the usual time (standard deviation of its logarithm)'),
  }),
  durationMs: minutes(15),
  sim: true,
  kind: true,
  inKind:
    'the control port of its pods delays their calls and sets their time limit; no part of the network does (netem is missing in many kernels)',
  proof: 'the error share of the service is higher than before',
  detectedBy: 'alert',
  recovery: 'by-hand',
  removal: 'it ends when the duration is over, or when a person has mended it',
  *inject(site) {
    const { settings } = site
    return yield* onUsers(
      site,
      {
        ratio: slowerThan(settings.limitMs - settings.addedMs, settings.usualMs, settings.sigma),
        message: `calls take ${settings.addedMs} ms longer`,
        inRelease: false,
        means: { kind: 'slow-calls', addedMs: settings.addedMs, limitMs: settings.limitMs },
      },
      placeOf(site)?.service,
    )
  },
  trial: { real: { settings: { addedMs: 1_500 }, durationMs: 30_000 } },
})
