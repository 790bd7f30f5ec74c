import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Kernel, KernelUsageError, type Process, Semaphore, type Task } from '../../src/kernel/index.ts'

function* hold(pool: Semaphore, ms: number, priority: number, onStart: () => void): Process {
  yield* pool.acquire({ priority })
  try {
    onStart()
    yield ms
  } finally {
    pool.release()
  }
}

describe('semaphore', () => {
  test('gives units without a wait while they last', () => {
    const kernel = new Kernel()
    const pool = new Semaphore(kernel, { name: 'runners', capacity: 2 })
    expect([pool.tryAcquire(), pool.tryAcquire(), pool.tryAcquire()]).toEqual([true, true, false])
    pool.release()
    expect(pool.acquire().next()).toEqual({ done: true, value: undefined })
    expect(pool.inUse).toBe(2)
  })

  test('serves lower priority numbers first and first come first served among equals', () => {
    const kernel = new Kernel()
    const pool = new Semaphore(kernel, { name: 'runners', capacity: 1 })
    const served: string[] = []
    const arrivals: [string, number][] = [
      ['running', 0],
      ['b', 1],
      ['a1', 0],
      ['c', 5],
      ['a2', 0],
      ['urgent', -1],
    ]
    for (const [name, priority] of arrivals) kernel.spawn(hold(pool, 10, priority, () => served.push(name)))
    kernel.run()
    expect(served).toEqual(['running', 'urgent', 'a1', 'a2', 'b', 'c'])
  })

  test('nobody overtakes the line when a unit comes back', () => {
    const kernel = new Kernel()
    const pool = new Semaphore(kernel, { name: 'runners', capacity: 1 })
    pool.tryAcquire()
    const waiting = kernel.spawn(pool.acquire())
    kernel.after(5, () => {
      pool.release()
      expect(pool.tryAcquire()).toBe(false)
    })
    kernel.run()
    expect(waiting.done).toBe(true)
    expect(pool.inUse).toBe(1)
  })

  test('the request form waits like acquire, with its priority', () => {
    const kernel = new Kernel()
    const pool = new Semaphore(kernel, { name: 'runners', capacity: 1 })
    const served: string[] = []
    const worker = function* (name: string, priority: number): Process {
      if (!pool.tryAcquire()) yield pool.request(priority)
      served.push(name)
      yield 10
      pool.release()
    }
    for (const [name, priority] of [
      ['first', 0],
      ['low', 2],
      ['high', 1],
    ] as const)
      kernel.spawn(worker(name, priority))
    kernel.run()
    expect(served).toEqual(['first', 'high', 'low'])
  })

  test('more capacity serves the line at once, less takes effect as units come back', () => {
    const kernel = new Kernel()
    const pool = new Semaphore(kernel, { name: 'runners', capacity: 2 })
    const starts: number[] = []
    for (let i = 0; i < 5; i++) kernel.spawn(hold(pool, 100, 0, () => starts.push(kernel.now)))
    kernel.after(10, () => pool.setCapacity(1))
    kernel.after(110, () => pool.setCapacity(3))
    kernel.run()
    expect(starts).toEqual([0, 0, 100, 110, 110])
    expect(pool.capacity).toBe(3)
  })

  test('an interrupted request leaves the line', () => {
    const kernel = new Kernel()
    const pool = new Semaphore(kernel, { name: 'runners', capacity: 1 })
    const starts: string[] = []
    const tasks = ['a', 'b', 'c'].map((name) => kernel.spawn(hold(pool, 10, 0, () => starts.push(name))))
    kernel.after(5, () => {
      tasks[1]!.interrupt('job cancelled')
      expect(pool.waiting).toBe(1)
    })
    kernel.run()
    expect(starts).toEqual(['a', 'c'])
    expect(pool.inUse).toBe(0)
  })

  test('a unit granted at the instant of the interruption goes to the next in line', () => {
    const kernel = new Kernel()
    const pool = new Semaphore(kernel, { name: 'runners', capacity: 1 })
    const starts: string[] = []
    const tasks = ['a', 'b', 'c'].map((name) => kernel.spawn(hold(pool, 10, 0, () => starts.push(name))))
    kernel.after(5, () => {
      pool.release()
      tasks[1]!.interrupt('job cancelled')
      pool.tryAcquire()
    })
    kernel.run(9)
    expect(starts).toEqual(['a', 'c'])
    expect(pool.inUse).toBe(1)
  })

  test('misuse is refused', () => {
    const kernel = new Kernel()
    const pool = new Semaphore(kernel, { name: 'runners', capacity: 1 })
    expect(() => pool.release()).toThrow(KernelUsageError)
    expect(() => pool.setCapacity(-1)).toThrow(/semaphore "runners": expected a capacity/)
    expect(() => new Semaphore(kernel, { name: 'x', capacity: 1.5 })).toThrow(KernelUsageError)
  })

  test('whatever is requested, interrupted and resized: capacity holds, units return, equals are served in order', () => {
    const job = fc.record({
      at: fc.nat(40),
      hold: fc.nat(15),
      priority: fc.integer({ min: 0, max: 2 }),
      interruptAt: fc.option(fc.nat(60)),
    })
    const resize = fc.record({ at: fc.nat(60), capacity: fc.integer({ min: 1, max: 4 }) })
    fc.assert(
      fc.property(
        fc.array(job, { maxLength: 40, size: 'max' }),
        fc.array(resize, { maxLength: 4, size: 'max' }),
        (jobs, resizes) => {
          const kernel = new Kernel({ checkLittlesLaw: true })
          const pool = new Semaphore(kernel, { name: 'pool', capacity: 2 })
          const line: { priority: number; sequence: number; at: number }[] = []
          let sequence = 0
          const work = function* (holdMs: number, priority: number): Process {
            const me = { priority, sequence: sequence++, at: kernel.now }
            const someoneWaits = pool.waiting > 0
            if (pool.tryAcquire()) expect(someoneWaits).toBe(false)
            else {
              line.push(me)
              try {
                yield pool.request(priority)
              } catch (error) {
                line.splice(line.indexOf(me), 1)
                throw error
              }
              line.splice(line.indexOf(me), 1)
              const passedOver = line.filter((other) => other.at < kernel.now && isBefore(other, me))
              expect(passedOver).toEqual([])
            }
            try {
              yield holdMs
            } finally {
              pool.release()
            }
          }
          for (const { at, hold: holdMs, priority, interruptAt } of jobs) {
            let task: Task | undefined
            kernel.after(at, () => {
              task = kernel.spawn(work(holdMs, priority))
            })
            if (interruptAt !== null) kernel.after(interruptAt, () => task?.interrupt('chaos'))
          }
          for (const { at, capacity } of resizes) kernel.after(at, () => pool.setCapacity(capacity))
          const largest = Math.max(2, ...resizes.map(({ capacity }) => capacity))
          while (kernel.step()) {
            expect(pool.inUse).toBeLessThanOrEqual(largest)
            if (pool.waiting > 0) expect(pool.inUse).toBeGreaterThanOrEqual(pool.capacity)
          }
          expect([pool.inUse, pool.waiting, kernel.liveTasks().length]).toEqual([0, 0, 0])
          kernel.checkInvariants()
        },
      ),
    )
  })
})

interface Waiting {
  priority: number
  sequence: number
}

function isBefore(a: Waiting, b: Waiting): boolean {
  return a.priority < b.priority || (a.priority === b.priority && a.sequence < b.sequence)
}
