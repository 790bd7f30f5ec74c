import { describe, expect, it } from 'vitest'
import { losesRace } from '../../harness/suites/plan-suite.ts'
import { RandomSource } from '../../src/random/index.ts'
import { rehearseOne } from '../rehearsal.ts'
import { FLAKY_ONCE, REHEARSALS } from './scenarios.ts'
import { commonStory } from './story.ts'

describe('the simulator tells the story of', () => {
  it.for(Object.values(REHEARSALS))('$scenario.name', ({ scenario, seeds, moments, orders }) => {
    const common = commonStory(seeds.map((seed) => rehearseOne(scenario, seed)))
    expect(common.moments).toEqual(moments.toSorted())
    for (const chain of orders) {
      for (const [index, second] of chain.slice(1).entries())
        expect(common.orders).toContainEqual([chain[index], second])
    }
  })
})

describe('the seeds of the flaky test', () => {
  it('make the real suite lose its race in the first run only, alone and again it passes', () => {
    const { fleet } = REHEARSALS.flakyTest!.scenario
    const [service] = fleet.services
    const suite = service!.suites.find(({ kind }) => kind === 'integration')!
    // Attempt 1 of the job counts its runs from 4 (src/engine/work/test.ts); a run and its repetition draw apart (suite-jobs.ts).
    const runs = [4 * 2, 4 * 2 + 1, 5 * 2]
    for (const seed of FLAKY_ONCE) {
      const draws = new RandomSource(seed).scope(0, 0)
      expect(runs.map((run) => losesRace(service!, suite, run, draws))).toEqual([true, false, false])
    }
  })
})
