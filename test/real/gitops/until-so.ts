import { setTimeout as pause } from 'node:timers/promises'

const POLL_MS = 100
const LIMIT_MS = 240_000

/** Waits until something is so; rejects when it takes far too long. */
export async function untilSo(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + LIMIT_MS
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`expected within ${LIMIT_MS / 1_000} s: ${isSo}`)
    await pause(POLL_MS)
  }
}
