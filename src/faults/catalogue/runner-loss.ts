import { z } from 'zod'
import { countSchema } from '../../model/schema.ts'
import { seconds } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { onWork } from '../landing.ts'

/** The machine of a running job is lost. */
export const runnerLoss = defineFault({
  name: 'runner-loss',
  about: 'the machine of a running job is lost',
  selects: [],
  settings: z.strictObject({
    times: countSchema.min(1).default(1).describe('how many jobs lose their runner'),
  }),
  durationMs: 0,
  sim: true,
  kind: false,
  inKind: 'jobs run in the process of the harness, whose loss ends the measurement as well',
  proof: 'a job has failed for want of its runner',
  detectedBy: 'job-failure',
  recovery: 'alone',
  removal: 'nothing is left',
  *inject(site) {
    return yield* onWork(
      site,
      {
        at: ['prepareRunner'],
        matches: () => true,
        times: site.settings.times,
        effect: { kind: 'fail', class: 'runner-failure', message: 'the runner was lost', afterMs: seconds(30) },
      },
      (hit) => `job ${hit.job} was refused: the runner was lost`,
    )
  },
})
