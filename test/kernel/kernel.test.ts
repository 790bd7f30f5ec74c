import { describe, expect, test } from 'vitest'
import {
  InvalidWaitError,
  Kernel,
  KernelUsageError,
  type Process,
  UncaughtProcessError,
} from '../../src/kernel/index.ts'

function* sleepThen(ms: number, action: () => void): Process {
  yield ms
  action()
}

describe('kernel', () => {
  test('jumps from event to event', () => {
    const kernel = new Kernel()
    const seen: number[] = []
    for (const ms of [30, 10, 20]) kernel.spawn(sleepThen(ms, () => seen.push(kernel.now)))
    kernel.run()
    expect(seen).toEqual([10, 20, 30])
    expect(kernel.now).toBe(30)
  })

  test('runs events of one instant by priority, then in the order in which they were scheduled', () => {
    const kernel = new Kernel()
    const seen: string[] = []
    const names = ['late', 'first', 'second', 'urgent']
    const note = kernel.machine((index) => seen.push(names[index]!))
    kernel.schedule(5, note, 0, 1)
    kernel.schedule(5, note, 1)
    kernel.spawn(sleepThen(5, () => seen.push('process')))
    kernel.schedule(5, note, 2)
    kernel.schedule(5, note, 3, -1)
    kernel.run()
    expect(seen).toEqual(['urgent', 'first', 'second', 'process', 'late'])
  })

  test('handles events at the limit of a run, not after it, and goes on from there', () => {
    const kernel = new Kernel()
    const seen: number[] = []
    for (const ms of [10, 20, 21]) kernel.spawn(sleepThen(ms, () => seen.push(kernel.now)))
    kernel.run(20)
    expect(seen).toEqual([10, 20])
    expect(kernel.now).toBe(20)
    expect(kernel.peek()).toBe(21)
    expect(() => kernel.run(20.5)).toThrow(InvalidWaitError)
    kernel.run()
    expect(seen).toEqual([10, 20, 21])
    expect(kernel.peek()).toBeUndefined()
  })

  test('moves the clock to the limit of a run without events', () => {
    const kernel = new Kernel()
    kernel.run(1_000)
    expect(kernel.now).toBe(1_000)
  })

  test('stops after the event that asked for it', () => {
    const kernel = new Kernel()
    const seen: number[] = []
    for (const ms of [1, 2, 3]) {
      kernel.spawn(
        sleepThen(ms, () => {
          seen.push(ms)
          if (ms === 2) kernel.stop()
        }),
      )
    }
    kernel.run()
    expect(seen).toEqual([1, 2])
    kernel.run()
    expect(seen).toEqual([1, 2, 3])
  })

  test('steps through events one at a time', () => {
    const kernel = new Kernel()
    const seen: number[] = []
    kernel.spawn(sleepThen(3, () => seen.push(kernel.now)))
    kernel.after(1, () => seen.push(kernel.now))
    let steps = 0
    while (kernel.step()) steps++
    expect(seen).toEqual([1, 3])
    expect(steps).toBe(3)
  })

  test('cancels a timer once, and only while it is pending', () => {
    const kernel = new Kernel()
    const seen: number[] = []
    const note = kernel.machine((payload) => seen.push(payload))
    const kept = kernel.schedule(1, note, 1)
    const dropped = kernel.schedule(1, note, 2)
    const call = kernel.after(1, () => seen.push(3))
    expect(kernel.cancel(dropped)).toBe(true)
    expect(kernel.cancel(dropped)).toBe(false)
    expect(kernel.cancel(call)).toBe(true)
    expect(kernel.pending).toBe(1)
    kernel.run()
    expect(seen).toEqual([1])
    expect(kernel.cancel(kept)).toBe(false)
    kernel.schedule(1, note, 4)
    expect(kernel.cancel(kept)).toBe(false)
    kernel.run()
    expect(seen).toEqual([1, 4])
  })

  test('surfaces the failure of a process that nobody joins, with its name and time', () => {
    const kernel = new Kernel()
    const cause = new Error('registry unreachable')
    const build = (function* (): Process {
      yield 40
      throw cause
    })()
    kernel.spawn(build, { name: 'build payment' })
    const seen: number[] = []
    kernel.spawn(sleepThen(50, () => seen.push(kernel.now)))
    const error = caught(() => kernel.run())
    expect(error).toBeInstanceOf(UncaughtProcessError)
    expect(error).toMatchObject({ task: 'build payment', at: 40, cause })
    kernel.run()
    expect(seen).toEqual([50])
  })

  test('surfaces what a machine throws', () => {
    const kernel = new Kernel()
    const error = new Error('bad payload')
    kernel.schedule(
      1,
      kernel.machine(() => {
        throw error
      }),
      0,
    )
    expect(caught(() => kernel.run())).toBe(error)
  })

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %d as a delay', (delay) => {
    const kernel = new Kernel()
    const nothing = kernel.machine(() => {})
    expect(() => kernel.schedule(delay, nothing, 0)).toThrow(InvalidWaitError)
    let cleanedUp = false
    const wrong = (function* (): Process {
      try {
        yield delay
      } finally {
        cleanedUp = true
      }
    })()
    kernel.spawn(wrong, { name: 'wrong' })
    const error = caught(() => kernel.run()) as Error
    expect(error.cause).toBeInstanceOf(InvalidWaitError)
    expect(error.message).toContain('a yield of "wrong"')
    expect(cleanedUp).toBe(true)
  })

  test('refuses to wait for something that is not a waitable', () => {
    const kernel = new Kernel()
    const wrong = (function* (): Process {
      yield undefined as never
    })()
    kernel.spawn(wrong)
    expect((caught(() => kernel.run()) as Error).cause).toBeInstanceOf(InvalidWaitError)
  })

  test('refuses payloads and priorities that an event cannot carry', () => {
    const kernel = new Kernel()
    const nothing = kernel.machine(() => {})
    expect(() => kernel.schedule(1, nothing, 2 ** 31)).toThrow(InvalidWaitError)
    expect(() => kernel.schedule(1, nothing, 0, 1001)).toThrow(InvalidWaitError)
    expect(() =>
      kernel.spawn(
        sleepThen(1, () => {}),
        { priority: 0.5 },
      ),
    ).toThrow(InvalidWaitError)
    expect(kernel.pending).toBe(0)
  })

  test('refuses a run inside a run', () => {
    const kernel = new Kernel()
    kernel.after(1, () => kernel.run())
    expect(() => kernel.run()).toThrow(KernelUsageError)
  })

  test('does not move the clock over an event', () => {
    const kernel = new Kernel()
    kernel.after(10, () => {})
    kernel.advance(10)
    expect(kernel.now).toBe(10)
    expect(() => kernel.advance(11)).toThrow(KernelUsageError)
    expect(() => kernel.advance(9)).toThrow(KernelUsageError)
  })

  test('lists the processes that still wait, in the order of their start', () => {
    const kernel = new Kernel()
    const tasks = [5, 50, 60].map((ms) => kernel.spawn(sleepThen(ms, () => {})))
    kernel.run(10)
    const later = kernel.spawn(sleepThen(5, () => {}))
    expect(kernel.liveTasks()).toEqual([tasks[1], tasks[2], later])
  })

  test('two runs of the same program give the same trace', () => {
    const trace = () => {
      const kernel = new Kernel()
      const seen: string[] = []
      for (let i = 0; i < 200; i++) kernel.spawn(sleepThen((i * 7919) % 13, () => seen.push(`${kernel.now}:${i}`)))
      kernel.run()
      return seen
    }
    expect(trace()).toEqual(trace())
  })
})

function caught(action: () => void): unknown {
  try {
    action()
  } catch (error) {
    return error
  }
  throw new Error('expected an error, got none')
}
