import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuantity, toMiB, toMilliCpu } from '../../../src/import/kubernetes/quantity.ts'

describe('Kubernetes quantities', () => {
  it.each([
    ['500m', 0.5],
    ['2', 2],
    [2, 2],
    ['0.1', 0.1],
    ['.5', 0.5],
    ['1e3', 1_000],
    ['1E3', 1_000],
    ['12e-1', 1.2],
    ['1E', 1e18],
    ['64k', 64_000],
    ['1M', 1e6],
    ['1G', 1e9],
    ['1Ki', 1_024],
    ['128Mi', 134_217_728],
    ['1Gi', 1_073_741_824],
    ['100u', 1e-4],
  ])('read %s as %d', (text, value) => {
    expect(parseQuantity(text)).toBeCloseTo(value, 10)
  })

  it.each(['', 'a lot', '1K', '1mi', '-1', '1 Gi', '1Gii', '0x10', 'NaN', '1e999'])('refuse %j', (text) => {
    expect(parseQuantity(text)).toBeUndefined()
  })

  it('become whole thousandths of a core and whole MiB, rounded up', () => {
    expect(toMilliCpu(0.07)).toBe(70)
    expect(toMilliCpu(0.0001)).toBe(1)
    expect(toMiB(parseQuantity('160Mi')!)).toBe(160)
    expect(toMiB(parseQuantity('1G')!)).toBe(954)
    expect(toMiB(parseQuantity('1k')!)).toBe(1)
  })

  it('keep whole thousandths exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (milli) => {
        expect(toMilliCpu(parseQuantity(`${milli}m`)!)).toBe(milli)
        expect(toMilliCpu(parseQuantity(String(milli / 1_000))!)).toBe(milli)
      }),
    )
  })
})
