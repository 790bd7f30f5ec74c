import { z } from 'zod'
import { seconds } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { onWork } from '../landing.ts'

/** The credential of the pipeline has expired. */
export const expiredCredential = defineFault({
  name: 'expired-credential',
  about: 'the credential of the pipeline has expired',
  selects: [],
  settings: z.strictObject({}),
  durationMs: 0,
  sim: true,
  kind: false,
  inKind: 'the repositories of the environment take commits without a credential',
  proof: 'a job has failed because its credential was refused',
  detectedBy: 'job-failure',
  recovery: 'by-hand',
  removal: 'somebody renews the credential after the deployment',
  *inject(site) {
    return yield* onWork(
      site,
      {
        at: ['promote'],
        matches: () => true,
        effect: {
          kind: 'fail',
          class: 'credential-rejected',
          message: 'the credential has expired',
          afterMs: seconds(5),
        },
      },
      (hit) => `job ${hit.job} was refused: the credential has expired`,
    )
  },
})
