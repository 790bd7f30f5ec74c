import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EventHeap } from '../../src/kernel/event-heap.ts'

const CAPACITY = 300
/** Few different times, so that ties are common. */
const times = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: CAPACITY, size: 'max' })

function drain(heap: EventHeap): { time: number; slot: number }[] {
  const events = []
  for (let time = heap.headTime(); time !== Number.POSITIVE_INFINITY; time = heap.headTime()) {
    events.push({ time, slot: heap.headSlot })
    heap.pop()
  }
  return events
}

function sorted(events: { time: number; slot: number; order: number }[]): { time: number; slot: number }[] {
  return events.toSorted((a, b) => a.time - b.time || a.order - b.order).map(({ time, slot }) => ({ time, slot }))
}

describe('event heap', () => {
  test('gives events back by time, and by order among equal times', () => {
    fc.assert(
      fc.property(times, fc.infiniteStream(fc.integer({ min: -5, max: 5 })), (all, priorities) => {
        const heap = new EventHeap(CAPACITY)
        const events = all.map((time, slot) => ({ time, slot, order: priorities.next().value * 1000 + slot }))
        for (const { time, order, slot } of events) heap.push(time, order, slot)
        expect(heap.length).toBe(events.length)
        expect(drain(heap)).toEqual(sorted(events))
      }),
    )
  })

  test('stays in order when events are added and removed in turns', () => {
    const step = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant('pop' as const))
    fc.assert(
      fc.property(fc.array(step, { maxLength: CAPACITY, size: 'max' }), (steps) => {
        const heap = new EventHeap(CAPACITY)
        const pending: { time: number; order: number; slot: number }[] = []
        steps.forEach((step, slot) => {
          if (step !== 'pop') {
            heap.push(step, slot, slot)
            pending.push({ time: step, order: slot, slot })
          } else if (pending.length > 0) {
            const first = sorted(pending)[0]!
            expect({ time: heap.headTime(), slot: heap.headSlot }).toEqual(first)
            heap.pop()
            pending.splice(
              pending.findIndex((event) => event.slot === first.slot),
              1,
            )
          }
          expect(heap.length).toBe(pending.length)
        })
        expect(drain(heap)).toEqual(sorted(pending))
      }),
    )
  })

  test('knows the soonest time while the place of the removed head is open', () => {
    const heap = new EventHeap(4)
    for (const [slot, time] of [5, 7, 6].entries()) heap.push(time, slot, slot)
    expect(heap.soonest()).toBe(5)
    heap.headTime()
    heap.pop()
    expect(heap.soonest()).toBe(6)
    heap.push(9, 3, 3)
    expect(drain(heap).map(({ time }) => time)).toEqual([6, 7, 9])
  })

  test('drops what is not wanted and keeps the order of the rest', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 5 }), fc.boolean(), (all, divisor, popFirst) => {
        const heap = new EventHeap(CAPACITY)
        let events = all.map((time, slot) => ({ time, slot, order: slot }))
        for (const { time, order, slot } of events) heap.push(time, order, slot)
        if (popFirst && events.length > 0) {
          const { slot } = sorted(events)[0]!
          heap.headTime()
          heap.pop()
          events = events.filter((event) => event.slot !== slot)
        }
        heap.retain((slot) => slot % divisor === 0)
        expect(drain(heap)).toEqual(sorted(events.filter(({ slot }) => slot % divisor === 0)))
      }),
    )
  })

  test('grows without losing events', () => {
    const heap = new EventHeap(2)
    heap.push(3, 0, 0)
    heap.push(1, 1, 1)
    heap.grow(4)
    heap.push(2, 2, 2)
    heap.push(0, 3, 3)
    expect(drain(heap).map(({ time }) => time)).toEqual([0, 1, 2, 3])
  })
})
