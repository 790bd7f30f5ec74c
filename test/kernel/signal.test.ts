import { describe, expect, test } from 'vitest'
import { Condition, Countdown, Kernel, KernelUsageError, type Process, Signal } from '../../src/kernel/index.ts'

describe('signal', () => {
  test('gives its value to all who wait, before and after it happens', () => {
    const kernel = new Kernel()
    const approved = new Signal<string>()
    const before = [1, 2].map(() => kernel.spawn(approved.wait()))
    kernel.after(10, () => approved.fire('by the release manager'))
    kernel.run()
    expect(before.map((task) => task.result)).toEqual(['by the release manager', 'by the release manager'])
    expect(approved.wait().next()).toEqual({ done: true, value: 'by the release manager' })
  })

  test('happens once', () => {
    const signal = new Signal()
    signal.fire()
    expect(signal.fired).toBe(true)
    expect(() => signal.fire()).toThrow(KernelUsageError)
  })

  test('forgets a waiter that was interrupted', () => {
    const kernel = new Kernel()
    const signal = new Signal()
    const task = kernel.spawn(signal.wait())
    kernel.after(1, () => task.interrupt('gave up'))
    kernel.after(2, () => signal.fire())
    kernel.run()
    expect(task.failed).toBe(true)
  })
})

describe('condition', () => {
  test('each notification wakes those who wait at that moment', () => {
    const kernel = new Kernel()
    const changed = new Condition<string>()
    const seen: string[] = []
    const watcher = function* (name: string, start: number): Process {
      yield start
      for (;;) seen.push(`${name} ${yield* changed.wait()}`)
    }
    kernel.spawn(watcher('early', 0))
    kernel.spawn(watcher('late', 15))
    for (const [ms, what] of [
      [10, 'a'],
      [20, 'b'],
    ] as const)
      kernel.after(ms, () => changed.notify(what))
    kernel.run()
    expect(seen).toEqual(['early a', 'early b', 'late b'])
    expect(changed.waiting).toBe(2)
  })

  test('until waits for as many notifications as it takes', () => {
    const kernel = new Kernel()
    const changed = new Condition()
    let ready = 0
    const task = kernel.spawn(changed.until(() => ready >= 3))
    const pod = kernel.machine(() => {
      ready++
      changed.notify()
    })
    for (const ms of [5, 6, 9]) kernel.schedule(ms, pod, 0)
    kernel.run(8)
    expect(task.done).toBe(false)
    kernel.run()
    expect(task.done).toBe(true)
  })
})

describe('countdown', () => {
  test('lets its waiters go on at zero, again and again', () => {
    const kernel = new Kernel()
    const wave = new Countdown()
    const seen: number[] = []
    const pod = kernel.machine(() => wave.down())
    const rollout = function* (): Process {
      for (let i = 0; i < 2; i++) {
        for (const ms of [10, 30, 20]) {
          wave.add()
          kernel.schedule(ms, pod, 0)
        }
        yield* wave.wait()
        seen.push(kernel.now)
      }
    }
    kernel.spawn(rollout())
    kernel.run()
    expect(seen).toEqual([30, 60])
  })

  test('at zero, nobody waits', () => {
    const kernel = new Kernel()
    const countdown = new Countdown()
    expect(countdown.wait().next().done).toBe(true)
    const task = kernel.spawn(
      (function* (): Process {
        yield countdown
      })(),
    )
    kernel.run()
    expect(task.done).toBe(true)
  })

  test('does not go below zero', () => {
    expect(() => new Countdown().down()).toThrow(KernelUsageError)
  })

  test('forgets a waiter that was interrupted', () => {
    const kernel = new Kernel()
    const countdown = new Countdown(1)
    const task = kernel.spawn(countdown.wait())
    kernel.after(1, () => task.interrupt('gave up'))
    kernel.after(2, () => countdown.down())
    kernel.run()
    expect(task.failed).toBe(true)
  })
})
