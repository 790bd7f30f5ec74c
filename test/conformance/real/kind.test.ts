import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OpenTestbed, openTestbed } from '../../../harness/world/open-testbed.ts'
import type { Recording } from '../../../src/model/events.ts'
import { describeWith } from '../../real/describe-with.ts'
import { rehearseOne } from '../../rehearsal.ts'
import { FLAKY_ONCE, REHEARSALS } from '../scenarios.ts'
import { commonStory, contradictions } from '../story.ts'

/** One seed for all: a testbed has one. */
const [SEED] = FLAKY_ONCE
const MINUTES = 60_000

/** What a world says in which a part is missing (`harness/world/lacking.ts`). */
function missingPart(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const said = /no part of this environment serves "[^"]+"/.exec(cause.message)
    if (said !== null) return said[0]
  }
  return undefined
}

describeWith(
  ['docker', 'docker-buildx', 'kind', 'terraform'],
  'the real parts tell the same story as the simulator of',
  () => {
    let testbed: OpenTestbed | undefined

    beforeAll(async () => {
      testbed = await openTestbed({
        scenarios: Object.values(REHEARSALS).map(({ scenario }) => scenario),
        seed: SEED,
        signal: new AbortController().signal,
        say: (line) => process.stdout.write(`${line}\n`),
      })
    }, 15 * MINUTES)
    afterAll(async () => {
      await testbed?.[Symbol.asyncDispose]()
    }, 5 * MINUTES)

    it.for(Object.values(REHEARSALS))(
      '$scenario.name',
      { timeout: 10 * MINUTES },
      async ({ scenario, seeds }, { skip }) => {
        const common = commonStory(seeds.map((seed) => rehearseOne(scenario, seed)))
        const recordings: Recording[] = []
        try {
          await testbed!.run({ scenario, stretch: 0, deployments: 1, onRecording: (one) => recordings.push(one) })
        } catch (error) {
          const missing = missingPart(error)
          if (missing === undefined) throw error
          skip(missing)
        }
        expect(recordings.map((recording) => contradictions(common, recording))).toEqual([[]])
      },
    )
  },
)
