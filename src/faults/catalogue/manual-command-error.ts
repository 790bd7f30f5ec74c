import { z } from 'zod'
import { ratioSchema } from '../../model/schema.ts'
import { defineFault } from '../fault-kind.ts'
import { changedService, missed, onUsers } from '../landing.ts'
import { firstHit } from '../noticing.ts'

/** A person does a manual step wrong and does not notice, and a service answers with errors. */
export const manualCommandError = defineFault({
  name: 'manual-command-error',
  about: 'a person does a manual step wrong and does not notice, and a service answers with errors',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    errorRate: ratioSchema.default(0.3).describe('share of requests that fail'),
  }),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: 'a wrong environment variable (ERROR_RATE) in the manifests of production',
  proof: 'a manual step was done, and the error share of a service is higher than before',
  detectedBy: 'alert',
  recovery: 'approval',
  removal: 'the version before comes back, configuration included',
  *inject(site) {
    const { hooks, settings } = site
    const step = hooks.intercept({
      at: ['manualStep'],
      times: 1,
      effect: { kind: 'delay', ms: 0, step: 'manual-step' },
    })
    const service = changedService(site)
    if (service !== undefined) yield* hooks.measure({ kind: 'users', service })
    yield* firstHit(step)
    if (service !== undefined) hooks.prepare({ kind: 'wrong-variable', service, share: settings.errorRate })
    const rollout = yield* hooks.rollout(site.selector.service)
    if (!(yield* rollout.reaches(Number.MIN_VALUE))) return missed(`no new pod of ${rollout.service} became ready`)
    return yield* onUsers(
      site,
      {
        ratio: settings.errorRate,
        message: `a wrong value, typed in ${step.hits[0]!.job}`,
        inRelease: true,
        means: { kind: 'consequence' },
      },
      rollout.service,
    )
  },
  trial: { real: { jobs: ['manual'] } },
})
