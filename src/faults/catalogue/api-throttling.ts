import { z } from 'zod'
import { seconds } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { fitsSelector, onWork } from '../landing.ts'

/** The cloud API refuses calls for a while. */
export const apiThrottling = defineFault({
  name: 'api-throttling',
  about: 'the cloud API refuses calls for a while',
  selects: ['region'],
  settings: z.strictObject({}),
  durationMs: seconds(30),
  sim: true,
  kind: false,
  inKind: 'LocalStack refuses no calls',
  proof: 'a plan or an apply has failed with it',
  detectedBy: 'job-failure',
  recovery: 'alone',
  removal: 'calls are answered again when the duration is over',
  *inject(site) {
    return yield* onWork(
      site,
      {
        at: ['plan', 'apply'],
        matches: fitsSelector(site),
        effect: { kind: 'fail', class: 'api-throttled', message: 'the cloud API answers 429', afterMs: seconds(20) },
      },
      (hit) => `job ${hit.job} was refused: the cloud API answers 429`,
    )
  },
  trial: { deployments: { infrastructureChanges: 1 } },
})
