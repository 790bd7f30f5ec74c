/**
 * The events of later instants: a binary min-heap over (time, order), where `order` folds priority and sequence into one number
 * and is unique. Entries are typed-array cells, so that scheduling an event allocates nothing.
 *
 * Two things make it fast (measured against a 4-ary heap with early exit, 1.3 to 2 times slower on 40 to 10,000 events): the way
 * down picks the smaller child by arithmetic instead of a branch, which a processor cannot predict, and goes to a leaf before
 * it looks up; and a removed head leaves a hole that the next event fills, since most events schedule another one.
 */
export class EventHeap {
  /** Entries, the removed head included while its hole is open; `times` is Infinity beyond them. */
  private size = 0
  private isHeadOpen = false
  private times: Float64Array
  private slots: Int32Array
  /** By slot, as equal times are rare. */
  private orders: Float64Array

  constructor(capacity: number) {
    this.times = new Float64Array(Math.max(capacity + 1, 3)).fill(Number.POSITIVE_INFINITY)
    this.slots = new Int32Array(capacity + 1)
    this.orders = new Float64Array(capacity)
  }

  /** How many events there are. */
  get length(): number {
    return this.isHeadOpen ? this.size - 1 : this.size
  }

  /** The time of the head, or Infinity. Closes the hole, so that {@link headSlot} and {@link headOrder} are right afterwards. */
  headTime(): number {
    if (this.isHeadOpen) this.closeHead()
    return this.times[0]!
  }

  /** The time of the head, or Infinity, without closing the hole. */
  soonest(): number {
    return this.isHeadOpen ? Math.min(this.times[1]!, this.times[2]!) : this.times[0]!
  }

  /** The slot of the head; ask {@link headTime} first. */
  get headSlot(): number {
    return this.slots[0]!
  }

  /** The order of the head; ask {@link headTime} first. */
  get headOrder(): number {
    return this.orders[this.slots[0]!]!
  }

  push(time: number, order: number, slot: number): void {
    this.orders[slot] = order
    if (this.isHeadOpen) {
      this.isHeadOpen = false
      this.sink(0, time, slot)
    } else this.rise(this.size++, 0, time, slot)
  }

  /** Removes the head; ask {@link headTime} first. */
  pop(): void {
    this.isHeadOpen = true
  }

  /** Drops every event whose slot is not wanted; the rest come out in the same order. */
  retain(wanted: (slot: number) => boolean): void {
    if (this.isHeadOpen) this.closeHead()
    const { times, slots } = this
    let kept = 0
    for (let i = 0; i < this.size; i++) {
      if (!wanted(slots[i]!)) continue
      times[kept] = times[i]!
      slots[kept++] = slots[i]!
    }
    times.fill(Number.POSITIVE_INFINITY, kept, this.size)
    this.size = kept
    for (let i = (kept >> 1) - 1; i >= 0; i--) this.sink(i, times[i]!, slots[i]!)
  }

  /** Makes room for slots up to `capacity`. */
  grow(capacity: number): void {
    const { times, slots, orders } = this
    this.times = new Float64Array(Math.max(capacity + 1, 3)).fill(Number.POSITIVE_INFINITY)
    this.times.set(times)
    this.slots = new Int32Array(capacity + 1)
    this.slots.set(slots)
    this.orders = new Float64Array(capacity)
    this.orders.set(orders)
  }

  private closeHead(): void {
    const last = --this.size
    const time = this.times[last]!
    this.times[last] = Number.POSITIVE_INFINITY
    this.isHeadOpen = false
    if (last > 0) this.sink(0, time, this.slots[last]!)
  }

  /** Places an entry at or below the free place `top`. */
  private sink(top: number, time: number, slot: number): void {
    const { times, slots, orders, size } = this
    let i = top
    for (let child = 2 * i + 1; child < size; child = 2 * i + 1) {
      const left = times[child]!
      const right = times[child + 1]!
      if (left === right) child += Number(orders[slots[child + 1]!]! < orders[slots[child]!]!) | 0
      else child += Number(right < left) | 0
      times[i] = times[child]!
      slots[i] = slots[child]!
      i = child
    }
    this.rise(i, top, time, slot)
  }

  /** Places an entry at or above the free place `bottom`, not above `top`. */
  private rise(bottom: number, top: number, time: number, slot: number): void {
    const { times, slots, orders } = this
    const order = orders[slot]!
    let i = bottom
    while (i > top) {
      const parent = (i - 1) >> 1
      const parentTime = times[parent]!
      if (parentTime < time || (parentTime === time && orders[slots[parent]!]! < order)) break
      times[i] = parentTime
      slots[i] = slots[parent]!
      i = parent
    }
    times[i] = time
    slots[i] = slot
  }
}
