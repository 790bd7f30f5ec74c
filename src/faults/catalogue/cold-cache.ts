import { z } from 'zod'
import { constant } from '../../model/distribution.ts'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { landed, missed } from '../landing.ts'
import { sees, slowDeployment } from '../noticing.ts'

/** The layer cache and the dependency cache are empty. */
export const coldCache = defineFault({
  name: 'cold-cache',
  about: 'the layer cache and the dependency cache are empty',
  selects: [],
  settings: z.strictObject({}),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: 'the build daemon is pruned, and caches are deleted from the registry',
  proof: 'the number of layers in the cache, before and after',
  detectedBy: 'slow-deployment-alert',
  recovery: 'alone',
  removal: 'the next builds fill it again',
  *inject(site) {
    const { hooks } = site
    yield* hooks.measure({ kind: 'cached-layers' })
    const before = hooks.cachedLayers
    hooks.clearCaches()
    site.acted()
    yield* sees(() => hooks.cachedLayers < before, minutes(2))
    const after = hooks.cachedLayers
    if (before === 0 || after >= before) return missed(`the cache holds ${after} layers, ${before} before`)
    return landed('layer cache', `the cache holds ${after} layers, ${before} before`, slowDeployment(hooks))
  },
  trial: { pipeline: { runners: 1 }, mechanisms: { build: { coldDependencies: constant(900_000) } } },
})
