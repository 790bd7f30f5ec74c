import { z } from 'zod'
import type { DeploymentEvent } from '../../model/events.ts'
import { millisSchema } from '../../model/schema.ts'
import { seconds } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { onWork } from '../landing.ts'
import { reaction } from '../noticing.ts'

/** The webhook that tells Argo CD of a commit is lost, so it waits for its next look at Git. */
export const webhookLost = defineFault({
  name: 'webhook-lost',
  about: 'the webhook that tells Argo CD of a commit is lost, so it waits for its next look at Git',
  selects: [],
  settings: z.strictObject({
    pollMs: millisSchema.default(seconds(150)).describe('until the next look at Git'),
  }),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: 'the webhook is switched off, and the poll finds the commit',
  proof: 'a commit is there and no application follows it',
  detectedBy: 'git-poll',
  recovery: 'alone',
  removal: 'the next poll finds the commit',
  *inject(site) {
    return yield* onWork(
      site,
      {
        at: ['deploy'],
        matches: (work) => work.subject === 'production',
        cause: 'lost-webhook',
        effect: { kind: 'delay', ms: site.settings.pollMs, step: 'sync-wait' },
      },
      (hit) => `job ${hit.job} was not told of the commit`,
      () => reaction('git-poll', () => hasRolledOut(site.hooks.history)),
    )
  },
  trial: { real: { delivery: 'gitops' }, mechanisms: { gitops: { webhook: true } } },
})

const hasRolledOut = (history: readonly DeploymentEvent[]): boolean =>
  history.some((event) => event.kind === 'rollout.finished' && event.environment === 'production')
