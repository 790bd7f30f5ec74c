import { z } from 'zod'
import { countSchema } from '../../model/schema.ts'
import { defineFault } from '../fault-kind.ts'
import { fitsSelector, onWork } from '../landing.ts'
import { reaction } from '../noticing.ts'

/** A test fails although nothing is wrong. */
export const flakyTest = defineFault({
  name: 'flaky-test',
  about: 'a test fails although nothing is wrong',
  selects: ['service'],
  settings: z.strictObject({
    times: countSchema.min(1).default(1).describe('how often in a row'),
  }),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: 'a test of the suite loses a race against time that it wins otherwise',
  proof: 'a run of the suite has failed',
  detectedBy: 'test-rerun',
  recovery: 'alone',
  removal: 'nothing is left',
  *inject(site) {
    return yield* onWork(
      site,
      {
        at: ['test'],
        matches: fitsSelector(site),
        times: site.settings.times,
        cause: 'lost-race',
        effect: {
          kind: 'fail',
          class: 'flaky-test',
          message: 'a test failed although nothing is wrong',
          afterMs: 20_000,
        },
      },
      (hit) => `a suite of ${hit.service} failed in job ${hit.job}`,
      (rule) => reaction('test-rerun', () => rule.passed.length > 0),
    )
  },
  trial: { real: { jobs: ['test'] } },
})
