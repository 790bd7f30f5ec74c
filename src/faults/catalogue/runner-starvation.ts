import { z } from 'zod'
import { ratioSchema } from '../../model/schema.ts'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { landed, missed } from '../landing.ts'
import { slowDeployment } from '../noticing.ts'

/** Other work takes most of the runners. */
export const runnerStarvation = defineFault({
  name: 'runner-starvation',
  about: 'other work takes most of the runners',
  selects: [],
  settings: z.strictObject({
    share: ratioSchema.default(1).describe('share of the runners that others take'),
  }),
  durationMs: minutes(30),
  sim: true,
  kind: true,
  inKind: 'the runners of the harness are taken',
  proof: 'the runners that others hold, and the jobs that wait',
  detectedBy: 'slow-deployment-alert',
  recovery: 'alone',
  removal: 'the runners are free again when the duration is over',
  *inject(site) {
    const { runners } = site.hooks
    if (runners === undefined) return missed('the world has no runners of its own')
    const wanted = Math.max(1, Math.round(site.settings.share * runners.capacity))
    let taken = 0
    site.hooks.onRemoval(() => {
      for (; taken > 0; taken--) runners.release()
    })
    while (taken < wanted) {
      if (!runners.tryAcquire()) yield runners.request()
      taken++
    }
    site.acted()
    while (runners.waiting === 0) yield 1_000
    return landed(
      'runners',
      `${taken} of ${runners.capacity} runners are taken, ${runners.waiting} jobs wait`,
      slowDeployment(site.hooks),
    )
  },
  trial: { real: { durationMs: 10_000 } },
})
