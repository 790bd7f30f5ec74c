import { z } from 'zod'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { onWork } from '../landing.ts'
import { slowDeployment } from '../noticing.ts'

/** Argo CD does not compare and does not sync. */
export const argocdOutage = defineFault({
  name: 'argocd-outage',
  about: 'Argo CD does not compare and does not sync',
  selects: [],
  settings: z.strictObject({}),
  durationMs: minutes(30),
  sim: true,
  kind: true,
  inKind: 'the controller of Argo CD is scaled to zero',
  proof: 'a commit is there and no application follows it',
  detectedBy: 'slow-deployment-alert',
  recovery: 'alone',
  removal: 'it ends when the duration is over',
  *inject(site) {
    return yield* onWork(
      site,
      {
        at: ['deploy', 'revert'],
        matches: () => true,
        cause: 'argocd-outage',
        effect: { kind: 'hold', step: 'sync-wait' },
      },
      (hit) => `job ${hit.job} waits for a sync of ${hit.subject}`,
      () => slowDeployment(site.hooks),
    )
  },
  trial: { real: { delivery: 'gitops', durationMs: 30_000 } },
})
