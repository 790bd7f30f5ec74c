import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EventQueue } from '../../src/kernel/event-queue.ts'
import { orderBase } from '../../src/kernel/order.ts'

interface Pending {
  time: number
  priority: number
  sequence: number
  payload: number
  slot: number
  timer: number
}

/** The same queue written without any thought of speed. */
class SlowQueue {
  readonly pending: Pending[] = []

  first(): Pending | undefined {
    return this.pending.toSorted((a, b) => a.time - b.time || a.priority - b.priority || a.sequence - b.sequence)[0]
  }

  remove(event: Pending): void {
    this.pending.splice(this.pending.indexOf(event), 1)
  }
}

const command = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      delay: fc.oneof(fc.nat(3), fc.nat(300)),
      priority: fc.integer({ min: -2, max: 2 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('take' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(1000) }) },
)

describe('event queue', () => {
  test('takes events by (time, priority, sequence), and never a cancelled one', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 500, size: 'max' }), (commands) => {
        const queue = new EventQueue()
        const slow = new SlowQueue()
        const gone: number[] = []
        commands.forEach((command, sequence) => {
          if (command.kind === 'add') {
            const time = queue.now + command.delay
            const slot = queue.add(time, orderBase(command.priority), 7, sequence)
            const timer = queue.timerOf(slot)
            slow.pending.push({ time, priority: command.priority, sequence, payload: sequence, slot, timer })
          } else if (command.kind === 'cancel' && slow.pending.length > 0) {
            const event = slow.pending[command.which % slow.pending.length]!
            expect(queue.slotOf(event.timer)).toBe(event.slot)
            queue.cancel(event.slot)
            slow.remove(event)
            gone.push(event.timer)
          } else {
            const expected = slow.first()
            const slot = queue.take(Number.MAX_VALUE)
            expect(slot < 0 ? undefined : queue.payloads[slot]).toBe(expected?.payload)
            if (expected === undefined) return
            expect(queue.now).toBe(expected.time)
            slow.remove(expected)
            gone.push(expected.timer)
          }
          expect(queue.length).toBe(slow.pending.length)
          expect(queue.nextTime()).toBe(slow.first()?.time ?? Number.POSITIVE_INFINITY)
        })
        for (const timer of gone) expect(queue.slotOf(timer)).toBe(-1)
      }),
      { numRuns: 60 },
    )
  })

  test('holds no more than twice the live events when most are cancelled', () => {
    const queue = new EventQueue()
    for (let i = 0; i < 100_000; i++) queue.cancel(queue.add(1_000_000 + i, 0, 7, i))
    queue.add(5, 0, 7, 1)
    expect(queue.length).toBe(1)
    expect(queue.payloads.length).toBeLessThan(2_000)
    expect(queue.take(Number.MAX_VALUE)).toBeGreaterThanOrEqual(0)
    expect(queue.take(Number.MAX_VALUE)).toBe(-1)
  })

  test('leaves an event that is later than asked for', () => {
    const queue = new EventQueue()
    queue.add(10, 0, 7, 1)
    expect(queue.take(9)).toBe(-1)
    expect(queue.now).toBe(0)
    expect(queue.take(10)).toBeGreaterThanOrEqual(0)
    expect(queue.now).toBe(10)
  })
})
