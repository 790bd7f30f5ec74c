import { z } from 'zod'
import { seconds } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { fitsSelector, onWork } from '../landing.ts'

/** The clock of a runner is wrong, and its tokens are refused. */
export const clockSkew = defineFault({
  name: 'clock-skew',
  about: 'the clock of a runner is wrong, and its tokens are refused',
  selects: ['service'],
  settings: z.strictObject({}),
  durationMs: 0,
  sim: true,
  kind: false,
  inKind: 'containers share the clock of the machine',
  proof: 'a job has failed because its token was refused',
  detectedBy: 'job-failure',
  recovery: 'by-hand',
  removal: 'the clock is set',
  *inject(site) {
    return yield* onWork(
      site,
      {
        at: ['build'],
        matches: fitsSelector(site),
        times: 1,
        effect: {
          kind: 'fail',
          class: 'credential-rejected',
          message: 'the token is not valid yet: the clock is wrong',
          afterMs: seconds(5),
        },
      },
      (hit) => `job ${hit.job} was refused: the token is not valid yet: the clock is wrong`,
    )
  },
})
