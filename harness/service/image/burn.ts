import { createHash } from 'node:crypto'

const BLOCK = Buffer.alloc(64 * 1_024)

/**
 * Uses so many milliseconds of processor time, as a compiler would: on a machine that is busy with other builds it takes longer, and
 * on a faster machine it does not take less.
 */
export function burn(ms: number): void {
  const from = process.cpuUsage()
  while (process.cpuUsage(from).user / 1_000 < ms) createHash('sha256').update(BLOCK).digest()
}
