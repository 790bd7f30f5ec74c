import { describe, expect, test } from 'vitest'
import { Interrupted, Kernel, type Process, Semaphore, withTimeout } from '../../src/kernel/index.ts'

function* worth<T>(ms: number, value: T): Process<T> {
  yield ms
  return value
}

describe('withTimeout', () => {
  test('gives the value of what ends in time and leaves no timer behind', () => {
    const kernel = new Kernel()
    const task = kernel.spawn(withTimeout(kernel, 100, worth(30, 'built')))
    kernel.run()
    expect(task.result).toEqual({ timedOut: false, value: 'built' })
    expect(kernel.now).toBe(30)
  })

  test('interrupts what does not, waits for its finally blocks, and says so', () => {
    const kernel = new Kernel()
    const slow = (function* (): Process {
      try {
        yield 1_000
      } finally {
        yield 7
      }
    })()
    const task = kernel.spawn(withTimeout(kernel, 100, slow))
    kernel.run()
    expect(task.result).toEqual({ timedOut: true })
    expect(kernel.now).toBe(107)
  })

  test('takes a queued request out of its line', () => {
    const kernel = new Kernel()
    const runners = new Semaphore(kernel, { name: 'runners', capacity: 1 })
    runners.tryAcquire()
    const task = kernel.spawn(withTimeout(kernel, 10, runners.acquire()))
    kernel.run()
    expect(task.result).toEqual({ timedOut: true })
    expect(runners.waiting).toBe(0)
    expect(runners.inUse).toBe(1)
  })

  test('an end at the very instant of the limit is in time', () => {
    const kernel = new Kernel()
    const other = kernel.spawn(worth(10, 'approved'))
    const task = kernel.spawn(withTimeout(kernel, 10, other.join()))
    kernel.run()
    expect(task.result).toEqual({ timedOut: false, value: 'approved' })
  })

  test('nests: the inner limit ends the inner process only', () => {
    const kernel = new Kernel()
    const outer = (function* (): Process<unknown> {
      const inner = yield* withTimeout(kernel, 10, worth(1_000, 'never'))
      yield 5
      return inner
    })()
    const task = kernel.spawn(withTimeout(kernel, 100, outer))
    kernel.run()
    expect(task.result).toEqual({ timedOut: false, value: { timedOut: true } })
    expect(kernel.now).toBe(15)
  })

  test('rethrows the failure of the process', () => {
    const kernel = new Kernel()
    const error = new Error('out of memory')
    const failing = (function* (): Process {
      yield 5
      throw error
    })()
    const seen: unknown[] = []
    kernel.spawn(
      (function* (): Process {
        try {
          yield* withTimeout(kernel, 10, failing)
        } catch (caught) {
          seen.push(caught, kernel.now)
        }
      })(),
    )
    kernel.run()
    expect(seen).toEqual([error, 5])
  })

  test('an interruption from outside is not mistaken for the limit, even when the limit comes during the winding down', () => {
    const kernel = new Kernel()
    const slow = (function* (): Process {
      try {
        yield 1_000
      } finally {
        yield 50
      }
    })()
    const task = kernel.spawn(withTimeout(kernel, 20, slow))
    kernel.after(10, () => task.interrupt('deployment cancelled'))
    kernel.run()
    expect(task.failure).toBeInstanceOf(Interrupted)
    expect(task.failure).toMatchObject({ reason: 'deployment cancelled' })
    expect(kernel.now).toBe(60)
  })
})
