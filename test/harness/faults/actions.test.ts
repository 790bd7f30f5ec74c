import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Actions } from '../../../harness/faults/actions.ts'
import { actionFailedIn } from '../../../src/faults/action-failed.ts'
import { Kernel, type Process, runInRealTime } from '../../../src/kernel/index.ts'

/** Runs an injection that does something and then waits for ever; says what ended it. */
async function inject(
  act: (actions: Actions) => void,
  of: { interruptAfterMs?: number } = {},
): Promise<{ ended: unknown; removal: unknown }> {
  const kernel = new Kernel()
  let ended: unknown
  let removal: unknown
  const injection = function* (): Process {
    const actions = new Actions(kernel, 'trial')
    try {
      act(actions)
      yield 60_000
    } catch (error) {
      ended = error
    } finally {
      try {
        yield* actions.takeOut()
      } catch (error) {
        removal = error
      }
    }
  }
  const task = kernel.spawn(injection())
  const { interruptAfterMs } = of
  if (interruptAfterMs !== undefined) {
    for (const factor of [1, 1.5])
      kernel.after(Math.round(interruptAfterMs * factor), () => task.interrupt(`stop ${factor}`))
  }
  await runInRealTime(kernel)
  return { ended, removal }
}

test('an action that fails ends the injection at once, with its reason, and what was done is put back', async () => {
  const done: string[] = []
  const { ended } = await inject((actions) => {
    actions.onRemoval(() => void done.push('put back'))
    actions.start('breaking it', () => Promise.reject(new Error('it is not ours')))
  })
  expect(actionFailedIn(ended)?.message).toBe('breaking it: it is not ours')
  expect(done).toEqual(['put back'])
})

test('removals run one after another, the last registered first, when actions have ended', async () => {
  const done: string[] = []
  await inject(
    (actions) => {
      actions.onRemoval(async () => {
        await pause(40)
        done.push('first')
      })
      actions.onRemoval(() => void done.push('second'))
      actions.start('acting', async (signal) => {
        await pause(60_000, undefined, { signal }).catch(() => pause(30))
        done.push('acted')
      })
    },
    { interruptAfterMs: 20 },
  )
  expect(done).toEqual(['acted', 'second', 'first'])
})

test('a second interruption does not cut a removal short', async () => {
  let isBack = false
  await inject(
    (actions) => {
      actions.onRemoval(async () => {
        await pause(300)
        isBack = true
      })
    },
    { interruptAfterMs: 50 },
  )
  expect(isBack).toBe(true)
})

test('a removal that fails keeps no other from running, and is told', async () => {
  const done: string[] = []
  const { removal } = await inject(
    (actions) => {
      actions.onRemoval(() => void done.push('the other'))
      actions.onRemoval(() => Promise.reject(new Error('no machine answers')))
    },
    { interruptAfterMs: 20 },
  )
  expect(done).toEqual(['the other'])
  expect(removal).toMatchObject({
    code: 'ENVIRONMENT_UNAVAILABLE',
    message: expect.stringContaining('no machine answers'),
  })
})

test('a removal that fails after a second interruption is told, too', async () => {
  const { removal } = await inject(
    (actions) => {
      actions.onRemoval(async () => {
        await pause(300)
        throw new Error('no machine answers')
      })
    },
    { interruptAfterMs: 50 },
  )
  expect(removal).toMatchObject({ message: expect.stringContaining('no machine answers') })
})

test('what is done after a removal is put back by the next one', async () => {
  const kernel = new Kernel()
  const done: string[] = []
  const injection = function* (): Process {
    const actions = new Actions(kernel, 'trial')
    for (const round of ['once', 'twice']) {
      actions.onRemoval(() => void done.push(round))
      yield* actions.takeOut()
    }
  }
  kernel.spawn(injection())
  await runInRealTime(kernel)
  expect(done).toEqual(['once', 'twice'])
})
