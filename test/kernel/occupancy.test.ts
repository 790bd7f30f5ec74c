import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  InvariantError,
  Kernel,
  KernelUsageError,
  Lock,
  type Process,
  Queue,
  Semaphore,
} from '../../src/kernel/index.ts'
import { Occupancy } from '../../src/kernel/occupancy.ts'

function* hold(pool: Semaphore, ms: number): Process {
  yield* pool.acquire()
  try {
    yield ms
  } finally {
    pool.release()
  }
}

describe("Little's law", () => {
  test('reports the averages that follow from who came and went when', () => {
    const kernel = new Kernel({ checkLittlesLaw: true })
    const pool = new Semaphore(kernel, { name: 'runners', capacity: 1 })
    kernel.spawn(hold(pool, 10))
    kernel.spawn(hold(pool, 10))
    kernel.run(40)
    expect(pool.report()).toEqual({
      arrivals: 2,
      departures: 2,
      meanInLine: 10 / 40,
      meanInService: 20 / 40,
      meanWait: 5,
      meanSojourn: 15,
    })
    kernel.checkInvariants()
  })

  test('holds at every instant on every resource, with interruptions, resizing and handing back', () => {
    const job = fc.record({ at: fc.nat(30), hold: fc.nat(12), interruptAt: fc.option(fc.nat(50)), kind: fc.nat(2) })
    fc.assert(
      fc.property(fc.array(job, { maxLength: 30, size: 'max' }), (jobs) => {
        const kernel = new Kernel({ checkLittlesLaw: true })
        const pool = new Semaphore(kernel, { name: 'runners', capacity: 2 })
        const lock = new Lock(kernel, { name: 'state' })
        const queue = new Queue<number>(kernel, { name: 'events' })
        const locked = function* (label: string, ms: number): Process {
          yield* lock.acquire(label)
          try {
            yield ms
          } finally {
            lock.release(label)
          }
        }
        jobs.forEach(({ at, hold: ms, interruptAt, kind }, index) => {
          kernel.after(at, () => {
            const process = [() => hold(pool, ms), () => locked(`${index}`, ms), () => queue.take()][kind]!
            const task = kernel.spawn<unknown>(process() as Process<unknown>)
            if (interruptAt !== null) kernel.after(interruptAt, () => task.interrupt('chaos'))
          })
          if (ms % 2 === 0) kernel.after(ms, () => queue.put(index))
          if (ms === 12) kernel.after(at, () => pool.setCapacity(1 + (index % 3)))
        })
        while (kernel.step()) kernel.checkInvariants()
        kernel.run(kernel.now + 100)
        kernel.checkInvariants()
      }),
    )
  })

  test('names the resource that lost somebody', () => {
    const kernel = new Kernel({ checkLittlesLaw: true })
    const leaky = { waiting: 0, inUse: 0 }
    const occupancy = Occupancy.of(kernel, 'leaky runners', leaky)!
    occupancy.arrived()
    leaky.waiting = 1
    kernel.run(10)
    leaky.waiting = 0
    expect(() => kernel.checkInvariants()).toThrow(InvariantError)
    expect(() => kernel.checkInvariants()).toThrow(
      'resource "leaky runners": 0 in line, but 1 entered it and 0 left it',
    )
  })

  test('notices when the counts were wrong for a while, though they are right now', () => {
    const kernel = new Kernel({ checkLittlesLaw: true })
    const forgetful = { waiting: 0, inUse: 0 }
    const occupancy = Occupancy.of(kernel, 'forgetful runners', forgetful)!
    occupancy.arrived()
    kernel.run(10)
    occupancy.started()
    forgetful.inUse = 1
    kernel.run(20)
    expect(() => kernel.checkInvariants()).toThrow(/Little's law does not hold in line after 20 ms: L = 0, λW = 0.5/)
  })

  test('is not accounted for, and not checked, unless asked for', () => {
    const kernel = new Kernel()
    const pool = new Semaphore(kernel, { name: 'runners', capacity: 1 })
    expect(pool.report()).toBeUndefined()
    expect(() => kernel.checkInvariants()).toThrow(KernelUsageError)
  })
})
