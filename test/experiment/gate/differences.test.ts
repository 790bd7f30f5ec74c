import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupDifferences } from '../../../src/experiment/gate/difference-groups.ts'
import { sidesText } from '../../../src/experiment/gate/difference-text.ts'
import { differencesOf, withDifferences } from '../../../src/experiment/gate/differences.ts'

const leaf = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null))
const named = fc.uniqueArray(fc.record({ name: fc.constantFrom('a', 'b', 'c.d'), size: leaf, tags: fc.array(leaf) }), {
  selector: ({ name }) => name,
})
const document = fc.record({
  title: leaf,
  list: named,
  inner: fc.record({ list: named, by: leaf }, { requiredKeys: [] }),
})

test('making all differences of two documents in the first gives the second', () => {
  fc.assert(
    fc.property(document, document, (before, after) => {
      expect(withDifferences(before, differencesOf(before, after))).toEqual(after)
    }),
    { numRuns: 300 },
  )
})

test('making some of them leaves the rest as it was', () => {
  const before = {
    a: 1,
    list: [
      { name: 'x', n: 1 },
      { name: 'y', n: 2 },
    ],
  }
  const after = {
    a: 2,
    list: [
      { name: 'y', n: 5 },
      { name: 'z', n: 3 },
    ],
  }
  const differences = differencesOf(before, after)
  expect(differences.map(({ steps, kind }) => [steps.join('.'), kind])).toEqual([
    ['a', 'value'],
    ['list', 'members'],
    ['list.y.n', 'value'],
  ])
  expect(withDifferences(before, differences.slice(2))).toEqual({
    ...before,
    list: [
      { name: 'x', n: 1 },
      { name: 'y', n: 5 },
    ],
  })
  expect(withDifferences(before, differences.slice(1, 2))).toEqual({
    a: 1,
    list: [
      { name: 'y', n: 2 },
      { name: 'z', n: 3 },
    ],
  })
})

test('a distribution of another kind, or one made of others, is one difference', () => {
  const scaled = (by: number, median: number) => ({ kind: 'scaled', by, distribution: { kind: 'lognormal', median } })
  expect(differencesOf({ d: { kind: 'uniform', low: 1 } }, { d: { kind: 'constant', value: 2 } })).toHaveLength(1)
  expect(differencesOf({ d: scaled(1, 2) }, { d: scaled(2, 3) })).toMatchObject([{ steps: ['d'] }])
  expect(differencesOf({ d: { kind: 'uniform', low: 1 } }, { d: { kind: 'uniform', low: 2 } })).toMatchObject([
    { steps: ['d', 'low'] },
  ])
})

test('a distribution is told by its kind and its figures, times with their unit', () => {
  const of = (duration: unknown) => ({ duration })
  const before = of({ kind: 'lognormal', median: 9_000, sigma: 0.3 })
  const [difference] = differencesOf(before, of({ kind: 'constant', value: 60_000 }))
  expect(sidesText(difference!)).toEqual({ before: 'lognormal median 9 s, sigma 0.3', after: 'constant 1 min' })
})

test('the same field of many members is one group, and too many groups are put together', () => {
  const of = (n: number) => ({
    description: String(n),
    fleet: { services: Array.from({ length: 9 }, (_, i) => ({ name: `s${i}`, replicas: n, team: `t${n}` })) },
    people: { a: n, b: n, c: n },
  })
  const differences = differencesOf(of(1), of(2))
  expect(groupDifferences(differences, 12).map(({ path, differences: members }) => [path, members.length])).toEqual([
    ['fleet.services.*.replicas', 9],
    ['fleet.services.*.team', 9],
    ['people.a', 1],
    ['people.b', 1],
    ['people.c', 1],
    ['description', 1],
  ])
  const few = groupDifferences(differences, 2)
  expect(few.map(({ path, influences }) => [path, influences])).toEqual([
    ['fleet', true],
    ['people', true],
    ['description', false],
  ])
})
