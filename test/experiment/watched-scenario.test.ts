import { expect, test } from 'vitest'
import { runStretchTask } from '../../src/experiment/stretch-task.ts'
import { watchedScenario } from '../../src/experiment/watched-scenario.ts'
import { smallPrepared } from './prepared.ts'

const scenario = smallPrepared()

test('fields that were read are told, others are not', () => {
  const { scenario: watched, read } = watchedScenario(scenario, {
    check: ['mechanisms.people.selfCheck'],
    start: ['fleet.services.*.startup'],
    median: ['fleet.services.*.startup.median'],
    page: ['mechanisms.people.pageAcknowledge'],
  })
  expect(read()).toEqual([])
  expect(watched.mechanisms.people.selfCheck).toBe(scenario.mechanisms.people.selfCheck)
  expect(watched.fleet.services[1]?.startup).toMatchObject({ kind: 'lognormal' })
  expect(read().sort()).toEqual(['check', 'start'])
  expect(watched.fleet.services[1]?.startup).toHaveProperty('median')
  expect(read().sort()).toEqual(['check', 'median', 'start'])
  expect(watched).toEqual(scenario)
})

test('a field of two constants tells of both', () => {
  const at = ['mechanisms.people.selfCheck']
  const { scenario: watched, read } = watchedScenario(scenario, { one: at, two: at })
  expect(watched.mechanisms.people.selfCheck).toBeGreaterThan(0)
  expect(read()).toEqual(['one', 'two'])
})

test('a watched stretch gives the same bytes, and tells what it read', () => {
  const task = { scenario: 0, seed: 1, stretch: 3, counted: 8, recorded: [] }
  const watch = { overhead: ['mechanisms.runners.overhead'], kubectl: ['mechanisms.people.kubectl'] }
  const plain = runStretchTask([scenario], task)
  const { read, ...watched } = runStretchTask([scenario], { ...task, watch })
  expect(JSON.stringify(watched)).toBe(JSON.stringify(plain))
  expect(read).toEqual(['overhead'])
})
