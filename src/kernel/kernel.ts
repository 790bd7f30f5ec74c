import type { Millis } from '../model/units.ts'
import { ActionTable } from './action-table.ts'
import { InvalidWaitError, KernelUsageError, UncaughtProcessError } from './errors.ts'
import { EventQueue } from './event-queue.ts'
import { all, any, race, together } from './join.ts'
import type { Occupancy } from './occupancy.ts'
import { checkedPriority, DEFAULT_ORDER, orderBase, URGENT_ORDER } from './order.ts'
import type { Outside } from './outside.ts'
import type { Process, Wait } from './process.ts'
import { type SpawnOptions, Task } from './task.ts'

/** A registered integer-coded machine. */
export type MachineId = number & { readonly kind: 'machine' }
/** A scheduled event of a machine, for {@link Kernel.cancel}. */
export type TimerId = number & { readonly kind: 'timer' }

/** What a kernel may be asked to do beside running. */
export interface KernelOptions {
  /** Keep the integrals that {@link Kernel.checkInvariants} compares on every resource. Off by default. */
  checkLittlesLaw?: boolean
}

/**
 * The methods that all generators share. Every generator function gives its generators a prototype of their own, so that looking
 * `next` up on the object at hand would miss the inline cache at nearly every resumption.
 */
const { next, throw: raise } = Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())) as Generator<
  Wait,
  unknown,
  unknown
>

const RESUME = 0
const CALL = 1

/**
 * The scheduler: runs processes and integer-coded machines in virtual time, in the order (time, priority, sequence).
 *
 * Processes are generators that yield their waits; machines are for the many small activities (a pod's probe, a timer) that
 * would cost a generator each. Both are entries of the same heap, so they interleave exactly by the same rule.
 */
export class Kernel {
  /** @internal set while a real-time loop drives this kernel */ outside: Outside | undefined
  /** @internal */ readonly occupancies: Occupancy[] | undefined
  private readonly events = new EventQueue()
  private readonly actions = new ActionTable()
  private readonly handlers: ((payload: number) => void)[] = [
    (slot) => this.resume(this.tasks[slot]!),
    (index) => this.actions.take(index)(),
  ]
  private readonly tasks: (Task<unknown> | undefined)[] = []
  private readonly freeTasks: number[] = []
  private spawned = 0
  private running: Task<unknown> | undefined
  private isRunning = false
  private isStopped = false

  constructor(options: KernelOptions = {}) {
    this.occupancies = options.checkLittlesLaw ? [] : undefined
  }

  /** The current instant. */
  get now(): Millis {
    return this.events.now
  }

  /** The task whose process is executing right now; undefined in machines and outside the run. */
  get current(): Task<unknown> | undefined {
    return this.running
  }

  /** How many events are pending. */
  get pending(): number {
    return this.events.length
  }

  /** How many processes have not ended. */
  get live(): number {
    return this.tasks.length - this.freeTasks.length
  }

  /** Starts a process at this instant, after the events already due; a bad priority throws {@link InvalidWaitError}. */
  spawn<T>(process: Process<T>, options: SpawnOptions = {}): Task<T> {
    const priority = options.priority === undefined ? 0 : checkedPriority(options.priority)
    const slot = this.freeTasks.pop() ?? this.tasks.length
    const task = new Task(this, process, this.spawned++, slot, priority, options.name)
    this.tasks[slot] = task as Task<unknown>
    task.timerSlot = this.resumeSoon(task as Task<unknown>)
    return task
  }

  /** Registers what happens when an event of this machine fires: the handler gets the event's payload (a 32-bit integer). */
  machine(handler: (payload: number) => void): MachineId {
    return (this.handlers.push(handler) - 1) as MachineId
  }

  /** Lets `machine` fire with `payload` (a 32-bit integer) after `delay` ms; priority as in {@link SpawnOptions}. */
  schedule(delay: Millis, machine: MachineId, payload: number, priority = 0): TimerId {
    if (!isDelay(delay))
      throw new InvalidWaitError('a delay in integer milliseconds, 0 or more', delay, 'kernel.schedule')
    if ((payload | 0) !== payload)
      throw new InvalidWaitError('a payload that is a 32-bit integer', payload, 'kernel.schedule')
    const base = priority === 0 ? DEFAULT_ORDER : orderBase(checkedPriority(priority))
    return this.events.timerOf(this.events.add(this.events.now + delay, base, machine, payload)) as TimerId
  }

  /** Calls `action` after `delay` ms; for what is too rare to be worth a machine. */
  after(delay: Millis, action: () => void, priority = 0): TimerId {
    return this.schedule(delay, CALL as MachineId, this.actions.add(action), priority)
  }

  /** Takes back a scheduled event; false when it had already fired or been cancelled. */
  cancel(timer: TimerId): boolean {
    const slot = this.events.slotOf(timer)
    if (slot < 0) return false
    if (this.events.machines[slot] === CALL) this.actions.take(this.events.payloads[slot]!)
    this.events.cancel(slot)
    return true
  }

  /** The time of the next event, if there is one. */
  peek(): Millis | undefined {
    const time = this.events.nextTime()
    return time === Number.POSITIVE_INFINITY ? undefined : time
  }

  /** Handles the next event; false when there was none. Errors as in {@link run}. */
  step(): boolean {
    const slot = this.events.take(Number.MAX_VALUE)
    if (slot < 0) return false
    this.handlers[this.events.machines[slot]!]!(this.events.payloads[slot]!)
    return true
  }

  /**
   * Handles events, jumping from one to the next, until none is left, or {@link stop} is called, or the next is later than
   * `until` (then `now` becomes `until`; events at that very instant are handled).
   *
   * Throws what a machine throws, and {@link UncaughtProcessError} when a process fails that nobody is joining; the event is
   * then consumed and the run can be continued. Processes still waiting at the end are in {@link liveTasks}.
   */
  run(until: Millis = Number.POSITIVE_INFINITY): void {
    if (this.isRunning) throw new KernelUsageError('kernel.run was called from inside a run')
    if (until !== Number.POSITIVE_INFINITY && !isDelay(until)) {
      throw new InvalidWaitError('an instant in integer milliseconds, 0 or more', until, 'kernel.run')
    }
    this.isRunning = true
    this.isStopped = false
    try {
      this.drain(until)
    } finally {
      this.isRunning = false
    }
  }

  /** Ends the current {@link run} after the event being handled. */
  stop(): void {
    this.isStopped = true
  }

  /** Whether {@link stop} was called during the latest run. */
  get stopped(): boolean {
    return this.isStopped
  }

  /** @internal forgets an earlier {@link stop} */
  clearStop(): void {
    this.isStopped = false
  }

  /** Moves the clock forward to `time` without handling anything; refused when that would skip an event. */
  advance(time: Millis): void {
    if (time < this.events.now || this.events.nextTime() < time) {
      throw new KernelUsageError(
        `cannot move the clock from ${this.events.now} to ${time} ms over the event at ${this.peek()} ms`,
      )
    }
    this.events.now = time
  }

  /** The processes that have not ended, in the order of their start. */
  liveTasks(): Task<unknown>[] {
    return this.tasks.filter((task) => task !== undefined).sort((a, b) => a.id - b.id)
  }

  /** Throws `InvariantError` when Little's law does not hold exactly on some resource; needs `checkLittlesLaw`. */
  checkInvariants(): void {
    if (this.occupancies === undefined)
      throw new KernelUsageError('create the kernel with { checkLittlesLaw: true } to check it')
    for (const occupancy of this.occupancies) occupancy.check()
  }

  /**
   * Joins all tasks: their results in order, or their failure as soon as one fails, and then the others go on (an
   * `AggregateError` when several failed at that instant).
   */
  all<T>(tasks: readonly Task<T>[]): Process<T[]> {
    return all(tasks)
  }

  /** Joins the first task that succeeds; an `AggregateError` when all fail. The others go on. */
  any<T>(tasks: readonly Task<T>[]): Process<T> {
    return any(tasks)
  }

  /** Waits for the first task to end and returns that task, or rethrows its failure. The others go on. */
  race<T>(tasks: readonly Task<T>[]): Process<Task<T>> {
    return race(tasks)
  }

  /**
   * Runs processes side by side as one: their results in order. When one fails or the caller is interrupted, the rest are
   * interrupted and awaited before the error goes on, so that none outlives the call.
   */
  together<T>(processes: readonly Process<T>[], options: SpawnOptions = {}): Process<T[]> {
    return together(this, processes, options)
  }

  /** @internal */
  resumeSoon(task: Task<unknown>): number {
    return this.events.add(this.events.now, orderBase(task.priority), RESUME, task.slot)
  }

  /** @internal */
  resumeUrgently(task: Task<unknown>): void {
    task.timerSlot = this.events.add(this.events.now, URGENT_ORDER, RESUME, task.slot)
  }

  /** @internal */
  dropResumption(task: Task<unknown>): void {
    this.events.cancel(task.timerSlot)
    task.timerSlot = -1
  }

  private drain(until: Millis): void {
    const { events, handlers, tasks } = this
    const latest = Math.min(until, Number.MAX_VALUE)
    for (;;) {
      const slot = events.take(latest)
      if (slot < 0) break
      const machine = events.machines[slot]!
      const payload = events.payloads[slot]!
      if (machine === RESUME) this.resume(tasks[payload]!)
      else handlers[machine]!(payload)
      if (this.isStopped) return
    }
    if (until !== Number.POSITIVE_INFINITY && until > events.now) events.now = until
  }

  private resume(task: Task<unknown>): void {
    task.timerSlot = -1
    task.waitingOn = undefined
    this.running = task
    let step: IteratorResult<Wait, unknown>
    try {
      step =
        task.thrown === undefined ? next.call(task.process, task.input) : raise.call(task.process, task.takeThrown())
    } catch (error) {
      this.running = undefined
      this.retire(task)
      if (task.fail(error)) throw new UncaughtProcessError(task.name, this.events.now, error)
      return
    }
    this.running = undefined
    task.input = undefined
    if (step.done) {
      this.retire(task)
      task.succeed(step.value)
    } else this.suspend(task, step.value)
  }

  private suspend(task: Task<unknown>, wait: Wait): void {
    if (task.thrown !== undefined) this.resumeUrgently(task)
    else if (typeof wait === 'number') this.sleep(task, wait)
    else {
      task.waitingOn = wait
      try {
        wait.suspend(task)
      } catch (error) {
        task.waitingOn = undefined
        task.throwIn(isWaitable(wait) ? error : badWait(wait, task))
      }
    }
  }

  private sleep(task: Task<unknown>, delay: Millis): void {
    if (isDelay(delay))
      task.timerSlot = this.events.add(this.events.now + delay, orderBase(task.priority), RESUME, task.slot)
    else task.throwIn(badWait(delay, task))
  }

  private retire(task: Task<unknown>): void {
    this.tasks[task.slot] = undefined
    this.freeTasks.push(task.slot)
  }
}

function isDelay(wait: number): boolean {
  return wait >= 0 && wait === Math.floor(wait) && wait <= Number.MAX_SAFE_INTEGER
}

function badWait(wait: unknown, task: Task<unknown>): InvalidWaitError {
  return new InvalidWaitError(
    'a delay in integer milliseconds, 0 or more, or a Waitable',
    wait,
    `a yield of "${task.name}"`,
  )
}

function isWaitable(wait: unknown): boolean {
  return typeof wait === 'object' && wait !== null && 'suspend' in wait && 'abandon' in wait
}
