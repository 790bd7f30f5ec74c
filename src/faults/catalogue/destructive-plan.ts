import { z } from 'zod'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { landed, missed } from '../landing.ts'
import { sees } from '../noticing.ts'

/** An apply would take away something that somebody made by hand and that production needs. */
export const destructivePlan = defineFault({
  name: 'destructive-plan',
  about: 'an apply would take away something that somebody made by hand and that production needs',
  selects: ['region'],
  settings: z.strictObject({}),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind:
    'the Secrets that the states of the region own are replaced past Terraform by ones of another type, so that a plan has to replace them; needs the kubernetes provider',
  proof: 'the drift that a plan of the region would show',
  detectedBy: 'plan-review',
  recovery: 'by-hand',
  removal: 'the next apply overwrites it, or somebody takes it into the code',
  *inject(site) {
    const { hooks } = site
    const region = hooks.regions(site.selector)[0]
    if (region === undefined) return missed('the selector fits no region')
    yield* hooks.measure({ kind: 'drift', region })
    const before = hooks.drift(region).changes
    hooks.changeByHand(region, true)
    hooks.claim('destructive-plan')
    site.acted()
    yield* sees(() => hooks.drift(region).changes > before && hooks.drift(region).harmful, minutes(2))
    const { changes, harmful } = hooks.drift(region)
    if (changes <= before || !harmful) return missed(`the drift of ${region} is as before`)
    return landed(region, `a plan of ${region} shows ${changes} changes by hand, ${before} before`)
  },
  trial: {
    real: { jobs: ['terraform'] },
    deployments: { infrastructureChanges: 1 },
    mechanisms: { people: { reviewCatches: 1 } },
  },
})
