import type { Service, Suite } from '../../src/model/fleet.ts'
import type { Millis } from '../../src/model/units.ts'
import { type DrawScope, durationQuantile, key, subkey } from '../../src/random/index.ts'
import { CASE_KINDS, type TestCase } from './test-case.ts'

/** Tests of a suite: enough to be split over workers unevenly, as real ones are. */
const CASES = 12

/**
 * The tests of a suite. Their work adds up to one draw from the suite's duration, which is the time on one worker; how it is split is
 * drawn as well. The last test is the race.
 */
export function planSuite(service: Service, suite: Suite, draws: DrawScope): readonly TestCase[] {
  const entity = subkey(key(service.name), key(suite.name))
  const total = durationQuantile(suite.duration, draws.uniform(entity, key('suite duration')))
  const weights = Array.from({ length: CASES }, (_, index) => 0.5 + draws.uniform(entity, key('suite share'), index))
  const sum = weights.reduce((left, right) => left + right, 0)
  return weights.map((weight, index) => {
    const kind = index === CASES - 1 ? 'race' : CASE_KINDS[index % (CASE_KINDS.length - 1)]!
    return { name: `${suite.name} ${index + 1}: ${kind}`, kind, workMs: Math.round((total * weight) / sum) }
  })
}

/** Whether the race of a suite is lost in a run of it: with the suite's flaky rate, and independently from run to run. */
export function losesRace(service: Service, suite: Suite, run: number, draws: DrawScope): boolean {
  const entity = subkey(key(service.name), key(suite.name))
  return draws.uniform(entity, key('flaky race'), run) < suite.flakyRate
}

/** Splits tests over workers: each goes to the one with the least work so far, the longest first. Empty shards are left out. */
export function shardsOf(cases: readonly TestCase[], workers: number): readonly (readonly TestCase[])[] {
  const shards = Array.from({ length: workers }, () => ({ work: 0 as Millis, cases: [] as TestCase[] }))
  for (const one of cases.toSorted((left, right) => right.workMs - left.workMs)) {
    const least = shards.reduce((best, shard) => (shard.work < best.work ? shard : best))
    least.work += one.workMs
    least.cases.push(one)
  }
  return shards.map((shard) => shard.cases).filter((shard) => shard.length > 0)
}
