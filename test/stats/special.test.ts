import { describe, expect, test } from 'vitest'
import { betaQuantile } from '../../src/stats/special/beta-quantile.ts'
import { binomialCdf } from '../../src/stats/special/binomial.ts'
import { incompleteBeta } from '../../src/stats/special/incomplete-beta.ts'
import { logGamma } from '../../src/stats/special/log-gamma.ts'
import { normalCdf, normalQuantile } from '../../src/stats/special/normal.ts'
import { studentTCdf, studentTQuantile } from '../../src/stats/special/student-t.ts'
import { golden, relativeError } from './golden.ts'

const cases: Record<string, { ours: (...x: number[]) => number; within: number }> = {
  logGamma: { ours: (x) => logGamma(x!), within: 1e-13 },
  incompleteBeta: { ours: (x, a, b) => incompleteBeta(x!, a!, b!), within: 1e-11 },
  betaQuantile: { ours: (p, a, b) => betaQuantile(p!, a!, b!), within: 1e-11 },
  normalCdf: { ours: (z) => normalCdf(z!), within: 1e-13 },
  normalQuantile: { ours: (p) => normalQuantile(p!), within: 1e-13 },
  studentTCdf: { ours: (t, df) => studentTCdf(t!, df!), within: 1e-11 },
  studentTQuantile: { ours: (p, df) => studentTQuantile(p!, df!), within: 1e-9 },
  binomialCdf: { ours: (k, n, p) => binomialCdf(k!, n!, p!), within: 1e-11 },
}

describe('special functions agree with scipy', () => {
  test.each(Object.keys(cases))('%s', (name) => {
    const { ours, within } = cases[name]!
    const rows = golden.special[name]!
    expect(rows.length).toBeGreaterThan(5)
    for (const row of rows) {
      const expected = row.at(-1)!
      // Below 1e-290 even scipy's last digits are denormal noise.
      if (Math.abs(expected) < 1e-290 && expected !== 0) continue
      const got = ours(...row.slice(0, -1))
      expect(relativeError(got, expected), `${name}(${row.slice(0, -1)}) = ${got}, scipy ${expected}`).toBeLessThan(
        within,
      )
    }
  })
})

test('the beta quantile inverts the incomplete beta over the whole range of p', () => {
  for (const [a, b] of [
    [1, 998],
    [0.5, 0.5],
    [61, 19941],
    [5000, 3],
  ] as const)
    for (let i = 1; i < 200; i++) {
      const p = i / 200
      expect(relativeError(incompleteBeta(betaQuantile(p, a, b), a, b), p)).toBeLessThan(1e-10)
    }
})
