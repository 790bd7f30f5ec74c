import { expect, test } from 'vitest'
import { workerPool } from '../../src/experiment/worker-pool.ts'
import { smallPrepared } from './prepared.ts'

const task = { scenario: 0, seed: 1, stretch: 0, counted: 1, recorded: [] }

test('an error inside a worker is passed on, and the worker goes on with the next task', async () => {
  await using pool = workerPool([smallPrepared()], 1)
  await expect(pool.run({ ...task, scenario: 7 })).rejects.toThrow('there is no scenario 7')
  expect((await pool.run(task)).rows).toHaveLength(1)
})

test('a pool that is stopped rejects what is under way instead of leaving it hanging', async () => {
  const pool = workerPool([smallPrepared()], 1)
  const running = pool.run(task)
  await pool[Symbol.asyncDispose]()
  await expect(running).rejects.toThrow('a worker thread ended')
})
