import { describe, expect, test } from 'vitest'
import { threefry } from '../../src/random/threefry.ts'

type Four = [number, number, number, number]

/** Known answers of the authors' distribution (Random123, `kat_vectors`, threefry4x32 with 20 rounds): counter, key, first words. */
const KNOWN_ANSWERS: [counter: Four, key: Four, words: [number, number]][] = [
  [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0x9c6ca96a, 0xe17eae66],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0x2a881696, 0x57012287],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89],
    [0x59cd1dbb, 0xb8879579],
  ],
]

describe('threefry', () => {
  test.each(KNOWN_ANSWERS)('of counter %j under key %j is the known answer', (counter, key, [first, second]) => {
    const out = { first: 0, second: 0 }
    threefry(out, ...key, ...counter)
    expect([out.first >>> 0, out.second >>> 0]).toEqual([first, second])
  })
})
