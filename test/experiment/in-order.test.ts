import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { inOrder } from '../../src/experiment/in-order.ts'
import type { StretchRunner } from '../../src/experiment/stretch-runner.ts'
import type { StretchTask } from '../../src/experiment/stretch-task.ts'

const tasks = Array.from(
  { length: 40 },
  (_, stretch): StretchTask => ({ scenario: 0, seed: 1, stretch, counted: 0, recorded: [] }),
)

/** A runner that is done with later tasks first, and knows how many it was given at once. */
function backwards() {
  let underWay = 0
  let most = 0
  const runner: StretchRunner = {
    parallel: 4,
    run: async ({ stretch }) => {
      most = Math.max(most, ++underWay)
      await setTimeout(7 - (stretch % 8))
      underWay--
      return { rows: [], recordings: [] }
    },
    [Symbol.asyncDispose]: async () => {},
  }
  return { runner, most: () => most }
}

test('results come in the order of the tasks, whatever is done first', async () => {
  const order: number[] = []
  for await (const { task } of inOrder(backwards().runner, tasks, undefined)) order.push(task.stretch)
  expect(order).toEqual([...tasks.keys()])
})

test('no more tasks are handed out than keep the workers busy', async () => {
  const { runner, most } = backwards()
  for await (const _ of inOrder(runner, tasks, undefined));
  expect(most()).toBe(12)
})

test('an abort ends it at once, whatever is under way', async () => {
  const stop = new AbortController()
  const stuck: StretchRunner = {
    parallel: 1,
    run: () => new Promise(() => {}),
    [Symbol.asyncDispose]: async () => {},
  }
  const results = inOrder(stuck, tasks, stop.signal).next()
  stop.abort()
  expect(await results).toMatchObject({ done: true })
})
