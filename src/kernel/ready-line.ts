const INITIAL_CAPACITY = 64

/**
 * The events of the current instant that came in order: a first-in first-out ring beside the heap. Handing over a lock or joining
 * a task schedules at the current instant, nearly always behind what is already there, and need not go through the heap.
 */
export class ReadyLine {
  /** How many events are in line. */
  length = 0
  private head = 0
  private slots = new Int32Array(INITIAL_CAPACITY)
  private orders = new Float64Array(INITIAL_CAPACITY)

  /** The order of the first event; only while there is one. */
  get headOrder(): number {
    return this.orders[this.head]!
  }

  /** The slot of the first event; only while there is one. */
  get headSlot(): number {
    return this.slots[this.head]!
  }

  /** Puts an event in line; false when it belongs before the last one there, and the heap has to take it. */
  offer(order: number, slot: number): boolean {
    if (this.length > 0 && order < this.orders[this.place(this.length - 1)]!) return false
    if (this.length === this.slots.length) this.grow()
    const free = this.place(this.length++)
    this.slots[free] = slot
    this.orders[free] = order
    return true
  }

  /** Takes the first event out and returns its slot. */
  shift(): number {
    const slot = this.slots[this.head]!
    this.head = this.place(1)
    this.length--
    return slot
  }

  private place(position: number): number {
    return (this.head + position) & (this.slots.length - 1)
  }

  private grow(): void {
    const slots = new Int32Array(this.length * 2)
    const orders = new Float64Array(this.length * 2)
    for (let i = 0; i < this.length; i++) {
      slots[i] = this.slots[this.place(i)]!
      orders[i] = this.orders[this.place(i)]!
    }
    this.slots = slots
    this.orders = orders
    this.head = 0
  }
}
