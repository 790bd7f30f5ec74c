import { z } from 'zod'
import { type Millis, seconds } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { inRelease } from '../landing.ts'

/** What lives and is not ready for so long has failed several readiness probes; less than anybody waits before going back. */
const STUCK: Millis = seconds(45)

/** The new version lives and is never ready. */
export const deadlock = defineFault({
  name: 'deadlock',
  about: 'the new version lives and is never ready',
  selects: ['service', 'tier'],
  settings: z.strictObject({}),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: 'the image that is built lives and is never ready, in production only',
  proof: 'new pods have started and are not ready 45 s later',
  detectedBy: 'readiness-rule',
  recovery: 'alone',
  removal: 'the version before comes back, or the next release is free of it',
  *inject(site) {
    const { hooks } = site
    const since = new Map<string, Millis>()
    return yield* inRelease(site, { kind: 'never-ready' }, (pods, { region }) => {
      const { now } = hooks.kernel
      const stuck = pods.filter((pod) => {
        if (!pod.started || pod.ready) return false
        const key = `${region}/${pod.id}`
        if (!since.has(key)) since.set(key, now)
        return now - since.get(key)! >= STUCK
      })
      if (stuck.length === 0) return undefined
      return `${stuck.length} of ${pods.length} new pods have started and are not ready ${STUCK / 1000} s later`
    })
  },
})
