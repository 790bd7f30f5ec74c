import { describe, expect, it } from 'vitest'
import { pairedDifferenceOfClusters } from '../../src/stats/index.ts'

describe('a studentised bootstrap of units that are nearly all alike', () => {
  it('never leaves the range of the differences because of rounding', () => {
    // 18 stretches of which two differ; sums of tenths are not exact, so resamples of equal units have errors near 1e-17.
    const before = Array.from({ length: 18 }, (_, i) => Array.from({ length: 10 }, () => (i < 2 ? 0.3 : 0.1)))
    const after = Array.from({ length: 18 }, () => Array.from({ length: 10 }, () => 0.1))
    const { difference } = pairedDifferenceOfClusters(before, after, { confidence: 0.95, seed: 1 })
    expect(difference.low).toBeGreaterThanOrEqual(-0.2)
    expect(difference.high).toBeLessThanOrEqual(0.2)
  })
})
