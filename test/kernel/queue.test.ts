import { describe, expect, test } from 'vitest'
import { Kernel, type Process, Queue } from '../../src/kernel/index.ts'

function* takeInto(queue: Queue<string>, taken: string[], name: string): Process {
  taken.push(`${name} ${yield* queue.take()}`)
}

describe('queue', () => {
  test('gives items in the order in which they were put, without a wait while there are any', () => {
    const queue = new Queue<string>(new Kernel(), { name: 'events' })
    queue.put('a')
    queue.put('b')
    expect(queue.length).toBe(2)
    expect(queue.tryTake()).toEqual({ item: 'a' })
    expect(queue.take().next()).toEqual({ done: true, value: 'b' })
    expect(queue.tryTake()).toBeUndefined()
  })

  test('serves takers in the order in which they came', () => {
    const kernel = new Kernel()
    const queue = new Queue<string>(kernel, { name: 'events' })
    const taken: string[] = []
    for (const name of ['first', 'second', 'third']) kernel.spawn(takeInto(queue, taken, name))
    for (const [ms, item] of [
      [5, 'a'],
      [7, 'b'],
    ] as const)
      kernel.after(ms, () => queue.put(item))
    kernel.run()
    expect(taken).toEqual(['first a', 'second b'])
    expect(queue.waiting).toBe(1)
  })

  test('holds items that are undefined', () => {
    const kernel = new Kernel()
    const queue = new Queue<undefined>(kernel, { name: 'ticks' })
    const task = kernel.spawn(queue.take())
    kernel.after(3, () => queue.put(undefined))
    kernel.run()
    expect(task.done).toBe(true)
  })

  test('an item on its way to a taker that is interrupted goes to the next, before later items', () => {
    const kernel = new Kernel()
    const queue = new Queue<string>(kernel, { name: 'events' })
    const taken: string[] = []
    const [first] = ['first', 'second', 'third'].map((name) => kernel.spawn(takeInto(queue, taken, name)))
    kernel.after(5, () => {
      queue.put('a')
      first!.interrupt('stopped')
      queue.put('b')
    })
    kernel.run()
    expect(taken).toEqual(['second a', 'third b'])
  })

  test('an interrupted taker leaves the line', () => {
    const kernel = new Kernel()
    const queue = new Queue<string>(kernel, { name: 'events' })
    const taken: string[] = []
    const first = kernel.spawn(takeInto(queue, taken, 'first'))
    kernel.after(5, () => first.interrupt('stopped'))
    kernel.after(6, () => queue.put('a'))
    kernel.run()
    expect(taken).toEqual([])
    expect(queue.length).toBe(1)
  })

  test('stays in order over many puts and takes', () => {
    const queue = new Queue<number>(new Kernel(), { name: 'events' })
    const taken: number[] = []
    for (let i = 0; i < 1_000; i++) {
      queue.put(i)
      if (i % 3 !== 0) taken.push(queue.tryTake()!.item)
    }
    while (queue.length > 0) taken.push(queue.tryTake()!.item)
    expect(taken).toEqual(Array.from({ length: 1_000 }, (_, i) => i))
  })
})
