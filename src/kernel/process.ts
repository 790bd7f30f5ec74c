import type { Millis } from '../model/units.ts'
import type { Task } from './task.ts'

/**
 * Something a process can wait for: a free unit of a semaphore, a signal, the end of another task.
 *
 * The contract has two halves. `suspend` subscribes the task that has just yielded this object, and whoever ends the wait
 * calls `task.wake(value)` exactly once. `abandon` takes the subscription back when the task is interrupted; it may come
 * after `wake` but before the task has run again, and must then give back whatever the wake handed over.
 */
export interface Waitable {
  suspend(task: Task<unknown>): void
  abandon(task: Task<unknown>): void
}

/** What a process yields: a number sleeps that many milliseconds (an integer, 0 or more), a {@link Waitable} suspends. */
export type Wait = Millis | Waitable

/**
 * A simulated activity, written as a generator function: it yields its waits and returns its result.
 *
 * Write processes as methods or as functions of a module. A generator function that is itself created in every simulation costs
 * the engine a hidden class each time, which outlives the simulation and keeps all of it in memory until a full collection.
 */
export type Process<T = void> = Generator<Wait, T, unknown>
