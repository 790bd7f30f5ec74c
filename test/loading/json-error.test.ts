import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonErrorAt } from '../../src/loading/json-error.ts'

test.each([
  ['{"a": 1,\n "b": }', 15],
  ['[1,]', 3],
  ['{"a" 1}', 5],
  ['{} x', 3],
  ["{'a': 1}", 1],
  ['[01]', 2],
  ['["a\nb"]', 1],
  ['[1', 2],
])('%j stops being JSON at %i', (text, at) => {
  expect(jsonErrorAt(text)).toBe(at)
})

test('it reads all of what JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      expect(jsonErrorAt(text)).toBe(text.length)
    }),
  )
})

test('it never reads on where JSON.parse stops', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[],:"\\ 01-.eatrufnls\n') }), (text) => {
      const accepted = (() => {
        try {
          JSON.parse(text)
          return true
        } catch {
          return false
        }
      })()
      if (accepted) expect(jsonErrorAt(text)).toBe(text.length)
    }),
    { numRuns: 2_000 },
  )
})
