import type { Kernel, Process } from '../../kernel/index.ts'
import type { Result } from '../../world/world.ts'

/** Work that succeeded. */
export const OK: Result = { ok: true }

/** Does something for each item, one after another, and stops at the first failure. */
export function* firstFailure<T>(items: readonly T[], work: (item: T) => Process<Result>): Process<Result> {
  for (const item of items) {
    const result = yield* work(item)
    if (!result.ok) return result
  }
  return OK
}

/** Does something for all items side by side, waits for all, and returns the first failure in the order of the items. */
export function* sideBySide<T>(
  kernel: Kernel,
  items: readonly T[],
  work: (item: T) => Process<Result>,
): Process<Result> {
  if (items.length === 1) return yield* work(items[0]!)
  const results = yield* kernel.together(items.map(work))
  return results.find((result) => !result.ok) ?? OK
}
