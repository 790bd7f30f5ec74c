import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resolveFenceposts } from '../../../../src/world/sim/cluster/fenceposts.ts'

describe('surge and unavailability', () => {
  test.each([
    // desired, maxSurge, maxUnavailable, surge, unavailable
    [10, 3, 1, 3, 1],
    [10, '25%', '25%', 3, 2],
    [4, '25%', '25%', 1, 1],
    [3, '25%', '25%', 1, 0],
    [1, '25%', '25%', 1, 0],
    [2, '1%', '25%', 1, 0],
    [2, '0%', '1%', 0, 1],
    [1, '0%', '1%', 0, 1],
    [2, '1%', '0%', 1, 0],
    [20, '55%', '0%', 11, 0],
    [100, '1%', '1%', 1, 1],
    [10, '100%', '100%', 10, 10],
    [10, 0, '9%', 0, 1],
    [0, '25%', '25%', 0, 1],
  ] as const)('%i replicas with surge %s and unavailable %s give %i and %i', (desired, surge, unavailable, s, u) => {
    expect(resolveFenceposts(surge, unavailable, desired)).toEqual({ maxSurge: s, maxUnavailable: u })
  })

  test('are never both 0, surge never rounds down and unavailability never up', () => {
    const percent = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(percent, percent, fc.integer({ min: 0, max: 200 }), (surge, unavailable, desired) => {
        const posts = resolveFenceposts(`${surge}%`, `${unavailable}%`, desired)
        expect(posts.maxSurge + posts.maxUnavailable).toBeGreaterThan(0)
        expect(posts.maxSurge * 100).toBeGreaterThanOrEqual(surge * desired)
        expect((posts.maxSurge - 1) * 100).toBeLessThan(Math.max(1, surge * desired))
        if (posts.maxSurge > 0) expect(posts.maxUnavailable * 100).toBeLessThanOrEqual(unavailable * desired)
      }),
    )
  })
})
