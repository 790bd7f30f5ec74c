import { describe, expect, test } from 'vitest'
import { distinctKeys, key, subkey } from '../../src/random/index.ts'

describe('key', () => {
  test('depends on the name alone and stays what it is from release to release', () => {
    expect([key(''), key('payment'), key('build.duration')]).toEqual([1947474976, -1619790830, 1480718755])
    expect(key('payment')).toBe(key(['pay', 'ment'].join('')))
  })

  test('spreads similar names over all 32 bits', () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `service-${i}`)
    const keys = names.map((name) => key(name))
    expect(new Set(keys).size).toBe(names.length)
    for (let bit = 0; bit < 32; bit++) {
      const ones = keys.filter((value) => (value >>> bit) & 1).length
      expect(Math.abs(ones - names.length / 2)).toBeLessThan(4 * Math.sqrt(names.length / 4))
    }
  })

  test('parts of something have keys of their own', () => {
    const parts = ['payment', 'ledger'].flatMap((name) => Array.from({ length: 1_000 }, (_, i) => subkey(key(name), i)))
    expect(new Set([...parts, key('payment'), key('ledger')]).size).toBe(2_002)
  })

  test('names that would share their draws are refused by name', () => {
    const [a, b] = collision()
    expect(() => distinctKeys(['ok', a, b])).toThrow(`"${a}" and "${b}" have the same random key`)
    expect([...distinctKeys(['x', 'y', 'x']).keys()]).toEqual(['x', 'y'])
  })
})

/** Two names with the same key; by the birthday problem some are found among a few hundred thousand. */
function collision(): [string, string] {
  const seen = new Map<number, string>()
  for (let i = 0; ; i++) {
    const name = `pod ${i}`
    const other = seen.get(key(name))
    if (other !== undefined) return [other, name]
    seen.set(key(name), name)
  }
}
