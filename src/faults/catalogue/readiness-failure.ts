import { z } from 'zod'
import { ratioSchema } from '../../model/schema.ts'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { onPods } from '../landing.ts'
import { reaction } from '../noticing.ts'

/** Readiness probes of running pods fail for a while, and traffic to them stops. */
export const readinessFailure = defineFault({
  name: 'readiness-failure',
  about: 'readiness probes of running pods fail for a while, and traffic to them stops',
  selects: ['service', 'region', 'tier'],
  settings: z.strictObject({
    share: ratioSchema.default(0.3).describe('share of the pods'),
  }),
  durationMs: minutes(2),
  sim: true,
  kind: true,
  inKind: 'the control port of pods makes their readiness probe fail, and takes it back',
  proof: 'pods that were ready are not',
  detectedBy: 'readiness-probe',
  recovery: 'alone',
  removal: 'the probes succeed again when the duration is over',
  *inject(site) {
    const { hooks, settings, durationMs } = site
    let before = 0
    return yield* onPods(
      site,
      (place) => {
        before = hooks.pods(place).filter((pod) => pod.ready).length
        hooks.failReadiness(place, settings.share, durationMs)
      },
      (place) => {
        const ready = hooks.pods(place).filter((pod) => pod.ready).length
        return ready >= before ? undefined : `${ready} pods are ready, ${before} were`
      },
      // The pods are unready because the probe noticed: what proves the fault is its detection.
      () => reaction('readiness-probe', () => true),
    )
  },
  trial: { real: { durationMs: 20_000 } },
})
