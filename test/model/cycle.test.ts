import { expect, test } from 'vitest'
import { findCycles } from '../../src/model/validation/cycle.ts'

const graph = (edges: Record<string, string[]>): Map<string, string[]> => new Map(Object.entries(edges))

test('a graph without a way back has no cycle', () => {
  expect(findCycles(graph({ a: ['b', 'c'], b: ['c'], c: [] }))).toEqual([])
})

test('the shortest way round is named', () => {
  expect(findCycles(graph({ a: ['b'], b: ['c', 'a'], c: ['a'] }))).toEqual([['a', 'b', 'a']])
})

test('separate cycles are both found', () => {
  expect(findCycles(graph({ a: ['b'], b: ['a'], c: ['d'], d: ['c', 'a'] }))).toEqual([
    ['a', 'b', 'a'],
    ['c', 'd', 'c'],
  ])
})

test('what only leads to a cycle, or away from one, is not in it', () => {
  expect(findCycles(graph({ start: ['a'], a: ['b'], b: ['a', 'end'], end: [] }))).toEqual([['a', 'b', 'a']])
})
