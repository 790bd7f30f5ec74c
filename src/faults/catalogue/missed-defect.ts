import { z } from 'zod'
import { ratioSchema } from '../../model/schema.ts'
import { defineFault } from '../fault-kind.ts'
import { changedService, missed, onUsers } from '../landing.ts'

/** A defect that no test finds reaches production and answers with errors. */
export const missedDefect = defineFault({
  name: 'missed-defect',
  about: 'a defect that no test finds reaches production and answers with errors',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    errorRate: ratioSchema.default(0.1).describe('share of requests that fail'),
  }),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: 'the image that is built answers that share with errors, in production only',
  proof: 'every test of the service passed, and its error share is higher than before',
  detectedBy: 'alert',
  recovery: 'approval',
  removal: 'the version before comes back',
  *inject(site) {
    const { hooks, settings } = site
    const service = changedService(site)
    if (service === undefined) return missed('the deployment changes no service that the selector fits')
    hooks.prepare({ kind: 'errors', service, share: settings.errorRate })
    yield* hooks.measure({ kind: 'users', service })
    const rollout = yield* hooks.rollout(service)
    const isTested = hooks.history.some(
      (event) => event.kind === 'job.finished' && event.passed && event.job.includes(service),
    )
    if (!isTested) return missed(`no job tried ${service} before production`)
    if (!(yield* rollout.reaches(Number.MIN_VALUE))) return missed(`no new pod of ${service} became ready`)
    return yield* onUsers(
      site,
      {
        ratio: settings.errorRate,
        message: 'a defect that every test missed',
        inRelease: true,
        means: { kind: 'errors' },
      },
      service,
    )
  },
})
