import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { amountWithFee } from './booking.ts'
import type { Cases } from './case-runner.ts'
import type { CaseKind, Shard, TestCase } from './test-case.ts'

/** When the answer is given up, and when it comes: before that, or too late. */
const PATIENCE_MS = 60
const IN_TIME_MS = 5
const TOO_LATE_MS = 120

/** Unit tests: they compute, and keep a processor busy while they do. */
export function unitCases({ loses, defective }: Shard): Cases {
  const checks: Record<CaseKind, () => Promise<void>> = {
    booking: async () => assert.equal(amountWithFee(150, defective), 152),
    reading: async () => assert.equal(amountWithFee(0, defective), 0),
    cache: async () => assert.equal(new Map([['rate', 1]]).get('rate'), 1),
    race: async () => {
      const answer = pause(loses ? TOO_LATE_MS : IN_TIME_MS, 'answer')
      assert.equal(await Promise.race([answer, pause(PATIENCE_MS, 'gave up')]), 'answer')
    },
  }
  return {
    run: async (one: TestCase) => {
      compute(one.workMs)
      await checks[one.kind]()
    },
    [Symbol.asyncDispose]: async () => {},
  }
}

function compute(ms: number): void {
  const end = performance.now() + ms
  const block = Buffer.alloc(4_096)
  while (performance.now() < end) createHash('sha256').update(block).digest()
}
