import { existsSync, mkdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Component } from '../../../harness/component.ts'
import { removeRuns } from '../../../harness/environment/remove-runs.ts'
import type { Run } from '../../../harness/run/run.ts'
import { InterruptedError } from '../../../src/model/errors.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

/** Runs with a folder each, and a component whose removal does what a test says. */
function bench(path: string, down: (run: Run) => Promise<void>) {
  const runs = ['a', 'b', 'c'].map((id): Run => ({ id, folder: `${path}/${id}` }))
  for (const { folder } of runs) mkdirSync(folder)
  const component: Component<string> = {
    name: 'part',
    needs: [],
    facts: z.string(),
    up: async () => '',
    down,
    status: async () => [],
  }
  const controller = new AbortController()
  const said: string[] = []
  const start = () =>
    removeRuns(runs, { components: [component], signal: controller.signal, say: (line) => said.push(line) })
  const left = () => runs.filter(({ folder }) => existsSync(folder)).map(({ id }) => id)
  const stop = () => controller.abort(new InterruptedError('interrupted', { where: 'test', remedy: 'none' }))
  return { start, stop, said, left }
}

test('an interruption lets the one under way go to its end, and names those that are left', async () => {
  using folder = temporaryFolder()
  const { start, stop, said, left } = bench(folder.path, async ({ id }) => {
    if (id === 'b') stop()
  })
  await expect(start()).rejects.toMatchObject({
    code: 'INTERRUPTED',
    message: 'interrupted; removed: a, b; left: c',
    remedy: 'remove it: seatrial env down c',
  })
  expect(left()).toEqual(['c'])
  expect(said).toEqual(['removing a', 'removing b'])
})

test('an interruption before the first one leaves all of them, and says so', async () => {
  using folder = temporaryFolder()
  const { start, stop, left } = bench(folder.path, async () => {})
  stop()
  await expect(start()).rejects.toThrow('interrupted; nothing was removed; left: a, b, c')
  expect(left()).toEqual(['a', 'b', 'c'])
})

test('one that was interrupted and could not be removed to its end is not said to be gone', async () => {
  using folder = temporaryFolder()
  const { start, stop, left } = bench(folder.path, async () => {
    stop()
    throw new Error('the engine went away')
  })
  await expect(start()).rejects.toMatchObject({
    code: 'INTERRUPTED',
    message: expect.stringContaining('not all of the environment "a" could be removed: the engine went away'),
    remedy: 'remove the rest: seatrial env down a',
  })
  expect(left()).toEqual(['a', 'b', 'c'])
})

test('an interruption while the last one is removed leaves nothing', async () => {
  using folder = temporaryFolder()
  const { start, stop, left } = bench(folder.path, async ({ id }) => {
    if (id === 'c') stop()
  })
  await start()
  expect(left()).toEqual([])
})
