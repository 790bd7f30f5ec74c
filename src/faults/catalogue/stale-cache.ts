import { z } from 'zod'
import { defineFault } from '../fault-kind.ts'
import { changedService, landed, missed } from '../landing.ts'

/** The layer cache serves an old source layer, and the build reports success. */
export const staleCache = defineFault({
  name: 'stale-cache',
  about: 'the layer cache serves an old source layer, and the build reports success',
  selects: ['service', 'tier'],
  settings: z.strictObject({}),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind:
    'the revision before is built with the name of the branch as the key of its layers, and the next build uses that key; pods say what they were built from',
  proof: 'the revision in the image differs from the revision at the head of the branch',
  detectedBy: 'provenance-check',
  recovery: 'by-hand',
  removal: 'the next build of the service is a real one',
  *inject(site) {
    const { hooks } = site
    const service = changedService(site)
    if (service === undefined) return missed('the deployment changes no service that the selector fits')
    hooks.staleCache(service)
    const built = hooks.history
    yield* hooks.recorded.until(() => built.length > 0 && hooks.isStale(service) !== undefined)
    site.acted()
    if (hooks.isStale(service) !== true)
      return missed(`the image of ${service} holds what it should: no cache was asked`)
    return landed(service, `the image of ${service} holds an older revision than the head of its branch`)
  },
})
