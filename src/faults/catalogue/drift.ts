import { z } from 'zod'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { landed, missed } from '../landing.ts'
import { sees } from '../noticing.ts'

/** Somebody changes infrastructure by hand, harmlessly. */
export const drift = defineFault({
  name: 'drift',
  about: 'somebody changes infrastructure by hand, harmlessly',
  selects: ['region'],
  settings: z.strictObject({}),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind:
    'the ConfigMaps that the states of the region own are edited past Terraform, and a plan finds it; needs the kubernetes provider',
  proof: 'the drift that a plan of the region would show',
  detectedBy: 'terraform-plan',
  recovery: 'alone',
  removal: 'the next apply overwrites it, or somebody takes it into the code',
  *inject(site) {
    const { hooks } = site
    const region = hooks.regions(site.selector)[0]
    if (region === undefined) return missed('the selector fits no region')
    yield* hooks.measure({ kind: 'drift', region })
    const before = hooks.drift(region).changes
    hooks.changeByHand(region, false)
    site.acted()
    yield* sees(() => hooks.drift(region).changes > before, minutes(2))
    const { changes } = hooks.drift(region)
    if (changes <= before) return missed(`the drift of ${region} is as before`)
    return landed(region, `a plan of ${region} shows ${changes} changes by hand, ${before} before`, function* () {
      const isPlanned = (): boolean =>
        hooks.history.some((event) => event.kind === 'step' && event.step === 'plan' && event.region === region)
      yield* hooks.recorded.until(isPlanned)
      return 'terraform-plan' as const
    })
  },
  trial: { real: { jobs: ['terraform'] }, deployments: { infrastructureChanges: 1 } },
})
