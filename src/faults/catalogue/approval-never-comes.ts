import { z } from 'zod'
import { defineFault } from '../fault-kind.ts'
import { onWork } from '../landing.ts'

/** Nobody answers the request for approval. */
export const approvalNeverComes = defineFault({
  name: 'approval-never-comes',
  about: 'nobody answers the request for approval',
  selects: [],
  settings: z.strictObject({}),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: 'the answer is not given: people are simulated here as well',
  proof: 'the job that asks waits',
  detectedBy: 'job-timeout',
  recovery: 'by-hand',
  removal: 'the job runs into its time limit',
  *inject(site) {
    return yield* onWork(
      site,
      { at: ['review'], matches: (work) => work.subject !== 'roll-back', effect: { kind: 'hold', step: 'approval' } },
      (hit) => `job ${hit.job} waits for the approval of ${hit.subject}`,
    )
  },
  trial: { real: { jobs: ['approval'] } },
})
