import { z } from 'zod'
import { countSchema, millisSchema, ratioSchema } from '../../model/schema.ts'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { missed, onUsers, placeOf } from '../landing.ts'
import { slowerThan } from '../latency.ts'

/** The sidecars of a service mesh add time to every hop, and requests with a tight objective miss it. */
export const meshOverhead = defineFault({
  name: 'mesh-overhead',
  about: 'the service mesh adds time to every hop, and requests with a tight objective miss it',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    objectiveMs: millisSchema.min(1).default(100).describe('latency objective of a request'),
    usualMs: millisSchema.min(1).default(75).describe('median of a request without the mesh'),
    sigma: z.number().gt(0).default(0.1).describe('spread of it (standard deviation of the logarithm)'),
    hops: countSchema.min(1).default(3).describe('hops of a request through the mesh'),
    perHopMs: z.number().min(0).default(7.5).describe('added by each hop; the published case says 5 to 10 ms'),
    bypassed: ratioSchema.default(0).describe('share of the requests that pass the mesh by'),
  }),
  durationMs: minutes(15),
  sim: true,
  kind: false,
  inKind: 'the service mesh is simulated only',
  proof: 'the error share of the service is higher than before',
  detectedBy: 'alert',
  recovery: 'by-hand',
  removal: 'somebody takes the paths with a tight objective out of the mesh, or the duration is over',
  *inject(site) {
    const { objectiveMs, usualMs, sigma, hops, perHopMs, bypassed } = site.settings
    const misses = (addedMs: number): number => slowerThan(objectiveMs - addedMs, usualMs, sigma)
    const ratio = (1 - bypassed) * (misses(hops * perHopMs) - misses(0))
    if (ratio <= 0) return missed('no request meets the mesh')
    const message = `the mesh adds ${hops * perHopMs} ms`
    return yield* onUsers(
      site,
      { ratio, message, inRelease: false, means: { kind: 'none', why: 'there is no service mesh' } },
      placeOf(site)?.service,
    )
  },
})
