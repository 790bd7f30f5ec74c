import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Kernel, KernelUsageError, Lock, type Process, type Task } from '../../src/kernel/index.ts'

function* apply(lock: Lock, holder: string, ms: number, onStart: () => void): Process {
  yield* lock.acquire(holder)
  try {
    onStart()
    yield ms
  } finally {
    if (lock.holder === holder) lock.release(holder)
  }
}

describe('lock', () => {
  test('is held by one at a time, in the order of asking', () => {
    const kernel = new Kernel()
    const lock = new Lock(kernel, { name: 'state' })
    const seen: string[] = []
    for (const team of ['payments', 'accounts', 'cards']) {
      kernel.spawn(apply(lock, team, 10, () => seen.push(`${lock.holder} at ${kernel.now}`)))
    }
    kernel.run()
    expect(seen).toEqual(['payments at 0', 'accounts at 10', 'cards at 20'])
    expect(lock.holder).toBeUndefined()
  })

  test('refuses whoever asks without waiting while it is held', () => {
    const lock = new Lock(new Kernel(), { name: 'state' })
    expect(lock.tryAcquire('a')).toBe(true)
    expect(lock.tryAcquire('b')).toBe(false)
    expect(lock.holder).toBe('a')
  })

  test('is released only by its holder', () => {
    const lock = new Lock(new Kernel(), { name: 'state' })
    expect(() => lock.release('a')).toThrow(/nobody holds it/)
    lock.tryAcquire('a')
    expect(() => lock.release('b')).toThrow(KernelUsageError)
    expect(() => lock.release('b')).toThrow('lock "state": "b" releases it, but "a" holds it')
  })

  test('survives a holder that crashed until it is released by force', () => {
    const kernel = new Kernel()
    const lock = new Lock(kernel, { name: 'state' })
    lock.tryAcquire('crashed run')
    const next = kernel.spawn(lock.acquire('next run'))
    kernel.run()
    expect(next.done).toBe(false)
    expect(lock.forceRelease()).toBe(true)
    kernel.run()
    expect(next.done).toBe(true)
    expect(lock.holder).toBe('next run')
    lock.forceRelease()
    expect(lock.forceRelease()).toBe(false)
  })

  test('granted at the instant of the interruption, goes to the next in line', () => {
    const kernel = new Kernel()
    const lock = new Lock(kernel, { name: 'state' })
    lock.tryAcquire('first')
    const [b] = ['second', 'third'].map((team) => kernel.spawn(apply(lock, team, 10, () => {})))
    kernel.after(5, () => {
      lock.release('first')
      b!.interrupt('cancelled')
      expect(lock.holder).toBe('third')
    })
    kernel.run(6)
    expect(lock.waiting).toBe(0)
  })

  test('taken away by force from a grant just interrupted, is not released for somebody else', () => {
    const kernel = new Kernel()
    const lock = new Lock(kernel, { name: 'state' })
    lock.tryAcquire('x')
    const [b] = ['same label', 'same label'].map((label) => kernel.spawn(lock.acquire(label)))
    kernel.after(5, () => {
      lock.release('x')
      lock.forceRelease()
      b!.interrupt('cancelled')
    })
    kernel.run()
    expect(lock.holder).toBe('same label')
  })

  test('whoever is interrupted: at most one holder, served in order, free at the end', () => {
    const job = fc.record({ at: fc.nat(30), hold: fc.nat(10), interruptAt: fc.option(fc.nat(50)) })
    fc.assert(
      fc.property(fc.array(job, { maxLength: 30, size: 'max' }), (jobs) => {
        const kernel = new Kernel({ checkLittlesLaw: true })
        const lock = new Lock(kernel, { name: 'state' })
        const asked: string[] = []
        let inside = 0
        const work = function* (label: string, holdMs: number): Process {
          asked.push(label)
          try {
            if (!lock.tryAcquire(label)) yield lock.request(label)
          } catch (error) {
            asked.splice(asked.indexOf(label), 1)
            throw error
          }
          expect(asked.shift()).toBe(label)
          expect(++inside).toBe(1)
          try {
            yield holdMs
          } finally {
            inside--
            lock.release(label)
          }
        }
        jobs.forEach(({ at, hold, interruptAt }, index) => {
          let task: Task | undefined
          kernel.after(at, () => {
            task = kernel.spawn(work(`run ${index}`, hold))
          })
          if (interruptAt !== null) kernel.after(interruptAt, () => task?.interrupt('chaos'))
        })
        kernel.run()
        expect([lock.holder, lock.waiting, asked.length]).toEqual([undefined, 0, 0])
        kernel.checkInvariants()
      }),
    )
  })
})
