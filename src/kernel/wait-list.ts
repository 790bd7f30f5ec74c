import type { Task } from './task.ts'

/**
 * Tasks in line, by priority (lower first) and first come first served among equals.
 *
 * The links live in the tasks themselves: a task waits for one thing at a time, so joining and leaving the line allocates
 * nothing and leaving from the middle is immediate.
 */
export class WaitList {
  length = 0
  private first: Task<unknown> | undefined
  private last: Task<unknown> | undefined

  /** The task whose turn is next. */
  get head(): Task<unknown> | undefined {
    return this.first
  }

  /** Whether this task stands in this line. */
  has(task: Task<unknown>): boolean {
    return task.line === this
  }

  add(task: Task<unknown>, priority = 0): void {
    let before = this.last
    while (before !== undefined && before.linePriority > priority) before = before.lineAhead
    const behind = before === undefined ? this.first : before.lineBehind
    task.line = this
    task.linePriority = priority
    task.lineAhead = before
    task.lineBehind = behind
    if (before === undefined) this.first = task
    else before.lineBehind = task
    if (behind === undefined) this.last = task
    else behind.lineAhead = task
    this.length++
  }

  remove(task: Task<unknown>): void {
    const { lineAhead, lineBehind } = task
    if (lineAhead === undefined) this.first = lineBehind
    else lineAhead.lineBehind = lineBehind
    if (lineBehind === undefined) this.last = lineAhead
    else lineBehind.lineAhead = lineAhead
    task.line = undefined
    task.lineAhead = undefined
    task.lineBehind = undefined
    this.length--
  }

  /** Takes the next task out of the line. */
  shift(): Task<unknown> | undefined {
    const { first } = this
    if (first !== undefined) this.remove(first)
    return first
  }

  /** Wakes everybody in line, in their order, with the same value. */
  wakeAll(value?: unknown): void {
    for (let task = this.shift(); task !== undefined; task = this.shift()) task.wake(value)
  }
}
