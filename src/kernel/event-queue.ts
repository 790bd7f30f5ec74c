import type { Millis } from '../model/units.ts'
import { EventHeap } from './event-heap.ts'
import { ReadyLine } from './ready-line.ts'

const INITIAL_CAPACITY = 256
/** Slots and generations share the 53 exact bits of a timer id: 16.7 million pending events, then 2^29 reuses of a slot. */
const SLOT_RANGE = 2 ** 24
const GENERATION_MASK = 2 ** 29 - 1
const CANCELLED = -1
const COMPACT_ABOVE = 64

/**
 * The future: events of (machine, payload), ordered by (time, priority, sequence) and cancellable, and the clock that they move.
 *
 * An event lives in a slot of parallel integer arrays; the heap and the line of this instant's events carry the slot. Cancelling
 * only marks the slot. The mark is dropped at the head or, when marks outnumber the live events, by rebuilding the heap, so that
 * time limits that are rarely reached stay cheap.
 */
export class EventQueue {
  /** The current instant: that of the event taken last. */
  now: Millis = 0
  machines = new Int32Array(INITIAL_CAPACITY)
  payloads = new Int32Array(INITIAL_CAPACITY)
  private readonly heap = new EventHeap(INITIAL_CAPACITY)
  private readonly ready = new ReadyLine()
  private generations = new Int32Array(INITIAL_CAPACITY)
  private free = new Int32Array(INITIAL_CAPACITY)
  private freeCount = 0
  private slotCount = 0
  private sequence = 0
  private cancelled = 0

  /** How many events are pending; cancelled ones are not counted. */
  get length(): number {
    return this.heap.length + this.ready.length - this.cancelled
  }

  /** Adds an event and returns its slot, which is its own until the event is taken or cancelled. */
  add(time: Millis, orderBase: number, machine: number, payload: number): number {
    const slot = this.freeCount > 0 ? this.free[--this.freeCount]! : this.newSlot()
    this.machines[slot] = machine
    this.payloads[slot] = payload
    const order = orderBase + this.sequence++
    if (time !== this.now || !this.ready.offer(order, slot)) this.heap.push(time, order, slot)
    return slot
  }

  /** The time of the next event, or Infinity when there is none. */
  nextTime(): Millis {
    if (this.cancelled > 0) this.dropCancelled()
    return this.ready.length > 0 ? this.now : this.heap.headTime()
  }

  /**
   * Removes the next event unless it is later than `until` (finite), moves the clock to it and returns its slot, readable until
   * the next {@link add}; -1 when there is none.
   */
  take(until: Millis): number {
    if (this.cancelled > 0) this.dropCancelled()
    const { heap } = this
    if (this.ready.length > 0 && (heap.soonest() !== this.now || this.isReadyFirst())) {
      return this.now > until ? -1 : this.release(this.ready.shift())
    }
    const time = heap.headTime()
    if (time > until) return -1
    this.now = time
    const slot = heap.headSlot
    heap.pop()
    return this.release(slot)
  }

  /** A handle on the event in `slot` that stays harmless after the event is gone. */
  timerOf(slot: number): number {
    return this.generations[slot]! * SLOT_RANGE + slot
  }

  /** The slot that a handle stands for, or -1 when its event was taken or cancelled. */
  slotOf(timer: number): number {
    const slot = timer % SLOT_RANGE
    return slot < this.slotCount && this.generations[slot] === Math.floor(timer / SLOT_RANGE) ? slot : -1
  }

  /** Takes back the pending event in `slot`. */
  cancel(slot: number): void {
    this.machines[slot] = CANCELLED
    this.advanceGeneration(slot)
    this.cancelled++
    if (this.cancelled > COMPACT_ABOVE && this.cancelled * 2 > this.heap.length) this.compact()
  }

  private dropCancelled(): void {
    const { heap, ready, machines } = this
    while (ready.length > 0 && machines[ready.headSlot] === CANCELLED) this.forget(ready.shift())
    while (heap.headTime() !== Number.POSITIVE_INFINITY && machines[heap.headSlot] === CANCELLED) {
      this.forget(heap.headSlot)
      heap.pop()
    }
  }

  private compact(): void {
    this.heap.retain((slot) => {
      if (this.machines[slot] !== CANCELLED) return true
      this.forget(slot)
      return false
    })
  }

  private forget(slot: number): void {
    this.cancelled--
    this.release(slot)
  }

  private release(slot: number): number {
    this.advanceGeneration(slot)
    this.free[this.freeCount++] = slot
    return slot
  }

  /** Which of two events of this instant comes first: the head of the line or the head of the heap. */
  private isReadyFirst(): boolean {
    this.heap.headTime()
    return this.ready.headOrder < this.heap.headOrder
  }

  private advanceGeneration(slot: number): void {
    this.generations[slot] = (this.generations[slot]! + 1) & GENERATION_MASK
  }

  private newSlot(): number {
    const slot = this.slotCount++
    if (slot === this.machines.length) this.grow(slot * 2)
    return slot
  }

  private grow(capacity: number): void {
    if (capacity > SLOT_RANGE)
      throw new RangeError(`more than ${SLOT_RANGE / 2} events are pending: something schedules forever`)
    this.machines = enlarged(this.machines, capacity)
    this.payloads = enlarged(this.payloads, capacity)
    this.generations = enlarged(this.generations, capacity)
    this.free = enlarged(this.free, capacity)
    this.heap.grow(capacity)
  }
}

function enlarged(array: Int32Array<ArrayBuffer>, capacity: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(capacity)
  larger.set(array)
  return larger
}
