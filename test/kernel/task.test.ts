import { describe, expect, test } from 'vitest'
import {
  Interrupted,
  Kernel,
  KernelUsageError,
  type Process,
  Signal,
  UncaughtProcessError,
} from '../../src/kernel/index.ts'

function* worth<T>(ms: number, value: T): Process<T> {
  yield ms
  return value
}

function* failing(ms: number, error: unknown): Process<never> {
  yield ms
  throw error
}

/** Runs `process` in a new kernel and returns its result. */
function run<T>(process: (kernel: Kernel) => Process<T>): T {
  const kernel = new Kernel()
  const task = kernel.spawn(process(kernel))
  kernel.run()
  return task.result
}

describe('task', () => {
  test('join waits for the result', () => {
    const result = run(function* (kernel) {
      const task = kernel.spawn(worth(25, 'built'))
      return [yield* task.join(), kernel.now]
    })
    expect(result).toEqual(['built', 25])
  })

  test('join yields nothing when the task is done', () => {
    const kernel = new Kernel()
    const task = kernel.spawn(worth(1, 'built'))
    kernel.run()
    expect(task.done).toBe(true)
    expect(task.join().next()).toEqual({ done: true, value: 'built' })
  })

  test('join rethrows the failure to everybody who joins', () => {
    const error = new Error('no space left')
    const result = run(function* (kernel) {
      const task = kernel.spawn(failing(5, error))
      const other = kernel.spawn(outcome(task.join()))
      const mine = yield* outcome(task.join())
      return [mine, yield* other.join(), yield* outcome(task.join())]
    })
    expect(result).toEqual([error, error, error])
  })

  test('a result is refused while the task is live', () => {
    const kernel = new Kernel()
    const task = kernel.spawn(worth(5, 1))
    expect(() => task.result).toThrow(KernelUsageError)
  })

  test('spawned processes start after the events already due at that instant', () => {
    const kernel = new Kernel()
    const seen: string[] = []
    const note = function* (name: string): Process {
      seen.push(name)
    }
    kernel.spawn(note('a'))
    kernel.after(0, () => {
      seen.push('b')
      kernel.spawn(note('d'))
    })
    kernel.spawn(note('c'))
    kernel.run()
    expect(seen).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('interruption', () => {
  test('throws at the wait point, at the instant of the interruption, and leaves no timer behind', () => {
    const kernel = new Kernel()
    const seen: unknown[] = []
    const task = kernel.spawn(
      (function* (): Process {
        try {
          yield 1_000
        } catch (error) {
          seen.push(kernel.now, (error as Interrupted).reason)
        }
      })(),
    )
    kernel.after(30, () => task.interrupt('runner lost'))
    kernel.run()
    expect(seen).toEqual([30, 'runner lost'])
    expect(kernel.now).toBe(30)
  })

  test('runs the finally blocks, which may wait', () => {
    const kernel = new Kernel()
    const seen: number[] = []
    const task = kernel.spawn(
      (function* (): Process {
        try {
          yield 1_000
        } finally {
          yield 5
          seen.push(kernel.now)
        }
      })(),
    )
    kernel.after(30, () => task.interrupt('cancelled'))
    kernel.run()
    expect(seen).toEqual([35])
    expect(task.failed).toBe(true)
  })

  test('of a task that is done is a no-op', () => {
    const kernel = new Kernel()
    const task = kernel.spawn(worth(1, 'built'))
    kernel.run()
    task.interrupt('too late')
    kernel.run()
    expect(task.result).toBe('built')
  })

  test('before the first step ends the process without running it', () => {
    const kernel = new Kernel()
    let ran = false
    const task = kernel.spawn(
      (function* (): Process {
        ran = true
      })(),
    )
    task.interrupt('never mind')
    kernel.run()
    expect(ran).toBe(false)
    expect(task.failed).toBe(true)
  })

  test('comes before other events of its instant, a wake already under way included', () => {
    const kernel = new Kernel()
    const approval = new Signal<string>()
    const seen: string[] = []
    const task = kernel.spawn(
      (function* (): Process {
        try {
          seen.push(yield* approval.wait())
        } catch {
          seen.push('interrupted')
        }
      })(),
    )
    kernel.after(10, () => {
      approval.fire('approved')
      kernel.after(0, () => seen.push('other event'))
      task.interrupt('withdrawn')
    })
    kernel.run()
    expect(seen).toEqual(['interrupted', 'other event'])
  })

  test('of a running process takes effect at its next wait', () => {
    const kernel = new Kernel()
    const seen: string[] = []
    const task = kernel.spawn(
      (function* (): Process {
        kernel.current?.interrupt('by itself')
        seen.push('still running')
        try {
          yield 100
        } catch {
          seen.push(`interrupted at ${kernel.now}`)
        }
      })(),
    )
    kernel.run()
    expect(task.failed).toBe(false)
    expect(seen).toEqual(['still running', 'interrupted at 0'])
  })

  test('is delivered for every reason, in order', () => {
    const kernel = new Kernel()
    const reasons: unknown[] = []
    const task = kernel.spawn(
      (function* (): Process {
        for (let i = 0; i < 2; i++) {
          try {
            yield 100
          } catch (error) {
            reasons.push((error as Interrupted).reason)
          }
        }
      })(),
    )
    kernel.after(1, () => {
      task.interrupt('first')
      task.interrupt('second')
    })
    kernel.run()
    expect(reasons).toEqual(['first', 'second'])
  })

  test('is taken only once when the same interruption is passed on again', () => {
    const kernel = new Kernel()
    let count = 0
    const task = kernel.spawn(
      (function* (): Process {
        for (;;) {
          try {
            yield 100
            return
          } catch {
            count++
          }
        }
      })(),
    )
    const interruption = new Interrupted('abort')
    kernel.after(1, () => {
      task.interrupt(interruption)
      task.interrupt(interruption)
    })
    kernel.after(2, () => task.interrupt(interruption))
    kernel.run()
    expect(count).toBe(1)
  })

  test('does not surface from the run when nobody joins, but a failure on the way out does', () => {
    const kernel = new Kernel()
    const quiet = kernel.spawn(worth(100, 1))
    kernel.after(1, () => quiet.interrupt('cancelled'))
    kernel.run()
    const loud = kernel.spawn(
      (function* (): Process {
        try {
          yield 100
        } finally {
          // biome-ignore lint/correctness/noUnsafeFinally: a process whose cleaning up fails
          throw new Error('could not clean up')
        }
      })(),
    )
    kernel.after(1, () => loud.interrupt('cancelled'))
    expect(() => kernel.run()).toThrow(UncaughtProcessError)
  })

  test('of somebody who joins leaves the joined task alone', () => {
    const kernel = new Kernel()
    const work = kernel.spawn(worth(50, 'done'))
    const joiner = kernel.spawn(work.join())
    kernel.after(10, () => joiner.interrupt('bored'))
    kernel.run()
    expect(joiner.failed).toBe(true)
    expect(work.result).toBe('done')
  })
})

function* outcome<T>(process: Process<T>): Process<unknown> {
  try {
    return yield* process
  } catch (error) {
    return error
  }
}
