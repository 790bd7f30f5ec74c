import { describe, expect, test } from 'vitest'
import { Interrupted, Kernel, type Process, UncaughtProcessError } from '../../src/kernel/index.ts'

function* worth<T>(ms: number, value: T): Process<T> {
  yield ms
  return value
}

function* failing(ms: number, message: string): Process<never> {
  yield ms
  throw new Error(message)
}

/** What a process came to: its value, or its error, and when. */
function* outcome<T>(kernel: Kernel, process: Process<T>): Process<{ value?: T; error?: unknown; at: number }> {
  try {
    return { value: yield* process, at: kernel.now }
  } catch (error) {
    return { error, at: kernel.now }
  }
}

function observe<T>(kernel: Kernel, process: Process<T>): { value?: T; error?: unknown; at: number } {
  const task = kernel.spawn(outcome(kernel, process))
  kernel.run()
  return task.result
}

describe('kernel.all', () => {
  test('gives the results in the order of the tasks, when the last is done', () => {
    const kernel = new Kernel()
    const tasks = [30, 10, 20].map((ms) => kernel.spawn(worth(ms, `${ms}`)))
    expect(observe(kernel, kernel.all(tasks))).toEqual({ value: ['30', '10', '20'], at: 30 })
  })

  test('of nothing, or of tasks that are done, is there at once', () => {
    const kernel = new Kernel()
    const done = kernel.spawn(worth(5, 1))
    kernel.run()
    expect(observe(kernel, kernel.all([]))).toEqual({ value: [], at: 5 })
    expect(kernel.all([done, done]).next()).toEqual({ done: true, value: [1, 1] })
  })

  test('fails as soon as a task fails, and the others go on', () => {
    const kernel = new Kernel()
    const other = kernel.spawn(worth(90, 'other'))
    const result = observe(kernel, kernel.all([other, kernel.spawn(failing(10, 'disk full'))]))
    expect(result).toMatchObject({ error: { message: 'disk full' }, at: 10 })
    expect(other.result).toBe('other')
  })

  test('reports all failures of one instant', () => {
    const kernel = new Kernel()
    const tasks = ['a', 'b'].map((name) => kernel.spawn(failing(10, name)))
    const { error } = observe(kernel, kernel.all(tasks))
    expect((error as AggregateError).errors.map((each: Error) => each.message)).toEqual(['a', 'b'])
  })

  test('does not swallow a failure that comes after its own', () => {
    const kernel = new Kernel()
    const tasks = [10, 20].map((ms) => kernel.spawn(failing(ms, `after ${ms}`)))
    kernel.spawn(outcome(kernel, kernel.all(tasks)))
    expect(() => kernel.run()).toThrow(UncaughtProcessError)
    expect(kernel.now).toBe(20)
  })
})

describe('kernel.any', () => {
  test('gives the first success and passes over failures', () => {
    const kernel = new Kernel()
    const tasks = [kernel.spawn(failing(5, 'x')), kernel.spawn(worth(20, 'slow')), kernel.spawn(worth(10, 'quick'))]
    expect(observe(kernel, kernel.any<string>(tasks))).toEqual({ value: 'quick', at: 10 })
  })

  test('reports every failure when nobody succeeds', () => {
    const kernel = new Kernel()
    const { error, at } = observe(kernel, kernel.any([5, 15].map((ms) => kernel.spawn(failing(ms, `${ms}`)))))
    expect((error as AggregateError).errors).toHaveLength(2)
    expect(at).toBe(15)
  })
})

describe('kernel.race', () => {
  test('gives the task that ends first', () => {
    const kernel = new Kernel()
    const tasks = [kernel.spawn(worth(20, 'a')), kernel.spawn(worth(10, 'b'))]
    expect(observe(kernel, kernel.race(tasks))).toEqual({ value: tasks[1], at: 10 })
  })

  test('rethrows the failure of the task that ends first', () => {
    const kernel = new Kernel()
    const tasks = [kernel.spawn(worth(20, 'a')), kernel.spawn(failing(10, 'b'))]
    expect(observe(kernel, kernel.race<string>(tasks))).toMatchObject({ error: { message: 'b' }, at: 10 })
  })

  test('of nothing is refused', () => {
    const kernel = new Kernel()
    expect(observe(kernel, kernel.race([])).error).toBeInstanceOf(RangeError)
  })
})

describe('kernel.together', () => {
  /** Works for `ms`, cleaning up for 5 ms in whatever way it ends. */
  function* careful(kernel: Kernel, ms: number, log: string[]): Process<number> {
    try {
      yield ms
      return ms
    } finally {
      yield 5
      log.push(`${ms} cleaned up at ${kernel.now}`)
    }
  }

  test('gives the results in the order of the processes', () => {
    const kernel = new Kernel()
    const result = observe(kernel, kernel.together([worth(30, 'a'), worth(10, 'b')]))
    expect(result).toEqual({ value: ['a', 'b'], at: 30 })
  })

  test('winds the rest down when one fails, and only then fails itself', () => {
    const kernel = new Kernel()
    const log: string[] = []
    const { error, at } = observe(kernel, kernel.together([careful(kernel, 100, log), failing(10, 'plan failed')]))
    expect(error).toMatchObject({ message: 'plan failed' })
    expect(at).toBe(15)
    expect(log).toEqual(['100 cleaned up at 15'])
    expect(kernel.liveTasks()).toEqual([])
  })

  test('winds all down when it is interrupted itself', () => {
    const kernel = new Kernel()
    const log: string[] = []
    const parent = kernel.spawn(kernel.together([careful(kernel, 100, log), careful(kernel, 200, log)]))
    kernel.after(10, () => parent.interrupt('cancelled'))
    kernel.after(12, () => expect(parent.done).toBe(false))
    kernel.run()
    expect(log).toEqual(['100 cleaned up at 15', '200 cleaned up at 15'])
    expect(parent.failure).toMatchObject({ reason: 'cancelled' })
  })

  test('passes a further interruption on and still waits', () => {
    const kernel = new Kernel()
    const log: string[] = []
    const parent = kernel.spawn(kernel.together([careful(kernel, 100, log)]))
    kernel.after(10, () => parent.interrupt('cancelled'))
    kernel.after(12, () => parent.interrupt('at once'))
    kernel.run()
    expect(log).toEqual([])
    expect(kernel.now).toBe(12)
    expect(parent.failure).toBeInstanceOf(Interrupted)
  })

  test('does not hide a failure that happens while winding down', () => {
    const kernel = new Kernel()
    const clumsy = (function* (): Process {
      try {
        yield 100
      } finally {
        // biome-ignore lint/correctness/noUnsafeFinally: a process whose cleaning up fails
        throw new Error('state lock not released')
      }
    })()
    const { error } = observe(kernel, kernel.together<void>([clumsy, failing(10, 'apply failed')]))
    const messages = (error as AggregateError).errors.map((each: Error) => each.message)
    expect(messages).toEqual(['state lock not released', 'apply failed'])
  })
})
