import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { People } from '../../../harness/world/people.ts'
import { runInRealTime } from '../../../src/kernel/index.ts'
import { constant } from '../../../src/model/distribution.ts'
import { drawChange } from '../../../src/world/sim/change-set.ts'
import { Sources } from '../../../src/world/sim/sources.ts'
import { Observed, PLACE } from '../observation/observed.ts'

/** A person looks at a plan that would, or would not, take something away; what is done about it goes to the log. */
async function review(destructive: boolean) {
  const observed = new Observed({ mechanisms: { people: { planReview: constant(10), reviewCatches: 1 } } })
  const { kernel, state, deployment } = observed
  const log: string[] = []
  const people = new People(state, {
    damage: () => {},
    clearDrift: async (region) => {
      await pause(30)
      log.push(`the drift of ${region} is taken back`)
    },
  })
  const d = drawChange(state, new Sources(state.scenario.deployments), deployment.address)
  const plan = { ok: true as const, changes: 1, drift: true, destructive }
  const task = kernel.spawn(
    people.review({ subject: 'plan', job: 'infrastructure', plan, region: PLACE }, d, deployment),
  )
  await runInRealTime(kernel)
  log.push(task.result.ok ? 'approved' : task.result.failure.class)
  return log
}

describe('a person who reviews a plan', () => {
  it('refuses one that takes something away, and has the drift put right before the job fails', async () => {
    expect(await review(true)).toEqual([`the drift of ${PLACE} is taken back`, 'destructive-plan'])
  })

  it('leaves everything as it is after one that takes nothing away', async () => {
    expect(await review(false)).toEqual(['approved'])
  })
})
