import { z } from 'zod'
import { seconds } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { onWork } from '../landing.ts'

/** The secret scan finds a credential in the change set. */
export const leakedSecret = defineFault({
  name: 'leaked-secret',
  about: 'the secret scan finds a credential in the change set',
  selects: [],
  settings: z.strictObject({}),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: 'a made-up token in the files that the secret scanner reads; needs gitleaks',
  proof: 'the scan job has failed with the finding',
  detectedBy: 'secret-scan',
  recovery: 'by-hand',
  removal: 'nothing is left',
  *inject(site) {
    return yield* onWork(
      site,
      {
        at: ['scan'],
        matches: (work) => work.subject === 'secrets',
        cause: 'planted-secret',
        effect: {
          kind: 'fail',
          class: 'policy-violation',
          message: 'a credential in the change set',
          afterMs: seconds(15),
        },
      },
      (hit) => `job ${hit.job} was refused: a credential in the change set`,
    )
  },
  trial: { real: { jobs: ['secrets'] } },
})
