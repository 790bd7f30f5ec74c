import { z } from 'zod'
import { defineFault } from '../fault-kind.ts'
import { changedService, landed, missed } from '../landing.ts'

/** Somebody put a layer into the cache that its key does not belong to. */
export const cachePoisoning = defineFault({
  name: 'cache-poisoning',
  about: 'somebody put a layer into the cache that its key does not belong to',
  selects: ['service', 'tier'],
  settings: z.strictObject({}),
  durationMs: 0,
  sim: true,
  kind: false,
  inKind: 'layers in the registry are found by their digest; what a wrong key serves is the fault stale-cache',
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
    return landed(service, `the image of ${service} was made from a layer that is not that of its sources`)
  },
})
