import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance, nearName } from '../../src/model/validation/near-name.ts'

test.each([
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['runers', 'runners', 1],
  ['tset', 'test', 1],
])('from %j to %j it takes %i edits', (a, b, edits) => {
  expect(editDistance(a, b)).toBe(edits)
})

test('the distance is symmetric, and 0 only between equal words', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a))
      expect(editDistance(a, b) === 0).toBe(a === b)
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
    }),
  )
})

test('a name that shares too little is not suggested', () => {
  expect(nearName('colour', ['name', 'team', 'tier'])).toBeUndefined()
  expect(nearName('z', ['a', 'b'])).toBeUndefined()
  expect(nearName('depends', ['dependsOn', 'databases'])).toBe('dependsOn')
})
