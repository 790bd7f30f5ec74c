import { expect, test } from 'vitest'
import { shortNames } from '../../src/report/notes.ts'

test('scenarios are called by the last parts of their names that tell them apart', () => {
  const short = (...names: string[]) => [...shortNames(names).values()]
  expect(short('reference/before', 'reference/after')).toEqual(['before', 'after'])
  expect(short('mistakes/drift/cure', 'mistakes/drift/mistake', 'mistakes/big-bang/cure')).toEqual([
    'drift/cure',
    'drift/mistake',
    'big-bang/cure',
  ])
  expect(short('one/name', 'name')).toEqual(['one/name', 'name'])
})
