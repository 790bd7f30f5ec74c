/** Children of a node. Four beats two because a sift-down is half as deep and its four keys share a cache line. */
const ARITY_SHIFT = 2
const INITIAL_CAPACITY = 1024

/**
 * The pending events: a 4-ary min-heap over (time, order), where `order` folds priority and sequence into one number and is
 * unique. It stores typed-array entries only, so that nothing is allocated when an event is scheduled.
 *
 * The head is read from `times[0]` and `slots[0]` while `size > 0`.
 */
export class EventHeap {
  times = new Float64Array(INITIAL_CAPACITY)
  slots = new Int32Array(INITIAL_CAPACITY)
  size = 0
  private orders = new Float64Array(INITIAL_CAPACITY)

  push(time: number, order: number, slot: number): void {
    if (this.size === this.times.length) this.grow()
    this.siftUp(this.size++, time, order, slot)
  }

  /** Removes the head; call it only while `size > 0`. */
  pop(): void {
    const last = --this.size
    if (last > 0) this.siftDown(0, last, this.times[last]!, this.orders[last]!, this.slots[last]!)
  }

  /** Drops every entry whose slot is not wanted and restores the heap; what remains comes out in the same order. */
  retain(wanted: (slot: number) => boolean): void {
    const { times, orders, slots } = this
    let kept = 0
    for (let i = 0; i < this.size; i++) {
      if (!wanted(slots[i]!)) continue
      times[kept] = times[i]!
      orders[kept] = orders[i]!
      slots[kept++] = slots[i]!
    }
    this.size = kept
    for (let i = (kept - 2) >> ARITY_SHIFT; i >= 0; i--) this.siftDown(i, kept, times[i]!, orders[i]!, slots[i]!)
  }

  private siftUp(from: number, time: number, order: number, slot: number): void {
    const { times, orders, slots } = this
    let i = from
    while (i > 0) {
      const parent = (i - 1) >> ARITY_SHIFT
      const parentTime = times[parent]!
      if (parentTime < time || (parentTime === time && orders[parent]! < order)) break
      times[i] = parentTime
      orders[i] = orders[parent]!
      slots[i] = slots[parent]!
      i = parent
    }
    times[i] = time
    orders[i] = order
    slots[i] = slot
  }

  private siftDown(from: number, size: number, time: number, order: number, slot: number): void {
    const { times, orders, slots } = this
    let i = from
    for (;;) {
      let child = (i << ARITY_SHIFT) + 1
      if (child >= size) break
      const end = Math.min(child + 4, size)
      let best = child
      let bestTime = times[child]!
      for (child++; child < end; child++) {
        const childTime = times[child]!
        if (childTime < bestTime || (childTime === bestTime && orders[child]! < orders[best]!)) {
          best = child
          bestTime = childTime
        }
      }
      if (time < bestTime || (time === bestTime && order < orders[best]!)) break
      times[i] = bestTime
      orders[i] = orders[best]!
      slots[i] = slots[best]!
      i = best
    }
    times[i] = time
    orders[i] = order
    slots[i] = slot
  }

  private grow(): void {
    const capacity = this.times.length * 2
    const { times, orders, slots } = this
    this.times = new Float64Array(capacity)
    this.times.set(times)
    this.orders = new Float64Array(capacity)
    this.orders.set(orders)
    this.slots = new Int32Array(capacity)
    this.slots.set(slots)
  }
}
