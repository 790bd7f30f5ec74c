import type { Millis } from '../model/units.ts'
import { EventHeap } from './event-heap.ts'

const INITIAL_CAPACITY = 1024
/** Slots and generations share the 53 exact bits of a timer id: 16.7 million pending events, then 2^29 reuses of a slot. */
const SLOT_RANGE = 2 ** 24
const GENERATION_MASK = 2 ** 29 - 1
/** Priority and sequence share the 53 exact bits of an event's order: a million million events a kernel. */
const SEQUENCE_RANGE = 2 ** 40
const CANCELLED = -1
const COMPACT_ABOVE = 64

/** The most urgent priority, kept for interrupts so that they overtake whatever else happens at the same instant. */
export const URGENT = -2048
/** Priorities that callers may use: integers from -1000 (first) to 1000 (last). */
export const PRIORITY_LIMIT = 1000

/** The part of an event's order that its priority decides; add the sequence number. */
export const orderBase = (priority: number): number => (priority - URGENT) * SEQUENCE_RANGE

/**
 * The future: events of (machine, payload), ordered by (time, priority, sequence) and cancellable.
 *
 * An event lives in a slot of parallel integer arrays and the heap carries the slot. Cancelling only marks the slot, the mark is
 * dropped at the head or, when marks outnumber live events, by rebuilding the heap; timeouts that rarely fire stay cheap.
 */
export class EventQueue {
  machines = new Int32Array(INITIAL_CAPACITY)
  payloads = new Int32Array(INITIAL_CAPACITY)
  private readonly heap = new EventHeap()
  private generations = new Int32Array(INITIAL_CAPACITY).fill(1)
  private free = new Int32Array(INITIAL_CAPACITY)
  private freeCount = 0
  private slotCount = 0
  private sequence = 0
  private cancelled = 0

  /** How many events are pending; cancelled ones are not counted. */
  get length(): number {
    return this.heap.size - this.cancelled
  }

  /** Adds an event and returns its slot, which is valid until the event fires or is cancelled. */
  add(time: Millis, base: number, machine: number, payload: number): number {
    const slot = this.freeCount > 0 ? this.free[--this.freeCount]! : this.newSlot()
    this.machines[slot] = machine
    this.payloads[slot] = payload
    this.heap.push(time, base + this.sequence++, slot)
    return slot
  }

  /** The time of the next event, or Infinity when there is none. */
  nextTime(): Millis {
    const { heap } = this
    while (this.cancelled > 0 && heap.size > 0 && this.machines[heap.slots[0]!] === CANCELLED) {
      this.release(heap.slots[0]!)
      heap.pop()
      this.cancelled--
    }
    return heap.size > 0 ? heap.times[0]! : Number.POSITIVE_INFINITY
  }

  /** Removes the next event (call {@link nextTime} first) and returns its slot, readable until the next {@link add}. */
  take(): number {
    const slot = this.heap.slots[0]!
    this.heap.pop()
    this.release(slot)
    return slot
  }

  /** A handle on the event in `slot` that stays harmless after the event is gone. */
  timerOf(slot: number): number {
    return this.generations[slot]! * SLOT_RANGE + slot
  }

  /** The slot that a handle stands for, or -1 when its event has fired or was cancelled. */
  slotOf(timer: number): number {
    const slot = timer % SLOT_RANGE
    const isPending = slot < this.slotCount && this.generations[slot] === Math.floor(timer / SLOT_RANGE)
    return isPending ? slot : -1
  }

  /** Takes back the pending event in `slot`. */
  cancel(slot: number): void {
    this.machines[slot] = CANCELLED
    this.advanceGeneration(slot)
    this.cancelled++
    if (this.cancelled > COMPACT_ABOVE && this.cancelled * 2 > this.heap.size) this.compact()
  }

  private compact(): void {
    this.heap.retain((slot) => {
      if (this.machines[slot] !== CANCELLED) return true
      this.release(slot)
      return false
    })
    this.cancelled = 0
  }

  private release(slot: number): void {
    this.advanceGeneration(slot)
    this.free[this.freeCount++] = slot
  }

  private advanceGeneration(slot: number): void {
    this.generations[slot] = (this.generations[slot]! + 1) & GENERATION_MASK
  }

  private newSlot(): number {
    const slot = this.slotCount++
    if (slot === this.machines.length) this.grow()
    return slot
  }

  private grow(): void {
    const capacity = this.machines.length * 2
    if (capacity > SLOT_RANGE)
      throw new RangeError(`more than ${SLOT_RANGE} events are pending: a process schedules forever`)
    const { machines, payloads, generations, free } = this
    this.machines = new Int32Array(capacity)
    this.machines.set(machines)
    this.payloads = new Int32Array(capacity)
    this.payloads.set(payloads)
    this.generations = new Int32Array(capacity).fill(1)
    this.generations.set(generations)
    this.free = new Int32Array(capacity)
    this.free.set(free)
  }
}
