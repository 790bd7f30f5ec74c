import { describe, expect, it } from 'vitest'
import { Aggregator, buildReport, type DeploymentRow } from '../../../src/analysis/index.ts'
import { mean, minutes, p95, rate, type TargetInput } from '../../../src/index.ts'
import type { Verdict } from '../../../src/model/report.ts'
import { failed, numbers, recoveryOf, row } from '../rows.ts'
import { scenario } from '../scenarios.ts'

function verdict(rows: readonly DeploymentRow[], target: TargetInput): Verdict {
  const aggregator = new Aggregator()
  for (const each of rows) aggregator.add(each)
  const parsed = scenario({ targets: [target] })
  const { verdicts } = buildReport({
    ...{ scenario: parsed, scenarioHash: 'sha256:', environment: 'sim', seed: 1 },
    ...{ aggregator, examples: [], partial: false },
  })
  return verdicts[0]!
}

/** Durations around ten minutes, ± 10 %, four in a stretch. */
const TEN_MINUTES = (() => {
  const next = numbers(7)
  return Array.from({ length: 400 }, (_, i) =>
    row(Math.floor(i / 4), i % 4, { durationMs: Math.round(600_000 * (0.9 + 0.2 * next())) }),
  )
})()

/** `n` deployments, one a stretch, of which the first `failures` failed. */
const deployments = (n: number, failures: number): DeploymentRow[] =>
  Array.from({ length: n }, (_, i) =>
    i < failures
      ? row(i, 0, { outcome: 'failed', failure: failed('drift'), recovery: recoveryOf(400_000) })
      : row(i, 0),
  )

describe('verdicts', () => {
  it('passes a claim whose one-sided bound meets it, and says so in a sentence', () => {
    expect(verdict(TEN_MINUTES, mean('deployment.duration').atMost(minutes(18)))).toMatchObject({
      target: 'mean of deployment.duration <= 18 min at 95 %',
      status: 'pass',
      goal: { comparison: 'at-most', value: 1_080_000 },
      bound: { side: 'upper', confidence: 0.95 },
      band: null,
      needed: null,
    })
  })

  it('fails a claim that the opposite bound violates', () => {
    expect(verdict(TEN_MINUTES, p95('deployment.duration').atMost(minutes(5))).status).toBe('fail')
    expect(verdict(TEN_MINUTES, mean('deployment.duration').atLeast(minutes(11))).status).toBe('fail')
  })

  it('claims 0.3 % at 95 % from 998 deployments without a failure, and asks for one more after 997', () => {
    const claim = rate('change.failure.rate').atMost(0.003)
    expect(verdict(deployments(998, 0), claim)).toMatchObject({
      target: 'change.failure.rate <= 0.3 % at 95 %',
      status: 'pass',
      needed: null,
    })
    expect(verdict(deployments(997, 0), claim)).toMatchObject({ status: 'inconclusive', needed: 1 })
  })

  it('decides by the effective n where failures come together, and says what the deployments count as', () => {
    const claim = rate('change.failure.rate').atMost(0.003)
    // 3,502 deployments with five failures pass when they are independent; five failures of one stretch are one event.
    const five = (inOneStretch: boolean): DeploymentRow[] =>
      Array.from({ length: 3_600 }, (_, i) => {
        const [stretch, deployment] = [Math.floor(i / 5), i % 5]
        const fails = inOneStretch ? stretch === 0 : deployment === 0 && stretch < 5
        return fails
          ? row(stretch, deployment, { outcome: 'failed', failure: failed('drift'), recovery: recoveryOf(400_000) })
          : row(stretch, deployment)
      })
    const apart = verdict(five(false), claim)
    expect(apart.status).toBe('pass')
    expect(apart).not.toHaveProperty('effectiveN')
    const together = verdict(five(true), claim)
    expect(together.status).toBe('inconclusive')
    expect(together.effectiveN).toBeGreaterThan(3_600 / 5.1)
    expect(together.effectiveN).toBeLessThan(3_600 / 4.9)
    // One failure among m independent deployments is shown to be at most 0.3 % at m = 1,580.
    expect(together.needed).toBeGreaterThan(5 * 1_580 - 3_600 - 100)
    expect(together.needed).toBeLessThan(5 * 1_580 - 3_600 + 100)
  })

  it('passes a reproduction whose interval lies inside the band', () => {
    const reproduced = verdict(TEN_MINUTES, mean('deployment.duration').reproduces(minutes(10), { within: 0.05 }))
    expect(reproduced).toMatchObject({
      target: 'mean of deployment.duration = 10 min ± 5 %',
      kind: 'reproduction',
      status: 'pass',
      band: { low: 570_000, high: 630_000 },
    })
  })

  it('fails a reproduction whose interval is disjoint from the band', () => {
    const far = mean('deployment.duration').reproduces(minutes(20), { within: 0.05 })
    expect(verdict(TEN_MINUTES, far).status).toBe('fail')
  })

  it('writes the band of a rate in points', () => {
    expect(
      verdict(deployments(100, 15), rate('change.failure.rate').reproduces(0.15, { plusMinus: 0.015 })),
    ).toMatchObject({
      target: 'change.failure.rate = 15 % ± 1.5 points',
      status: 'inconclusive',
    })
  })

  it('counts the deployments that are needed, not the failures', () => {
    const next = numbers(3)
    const rows = deployments(1_000, 20).map((each) =>
      each.recovery === null ? each : { ...each, recovery: recoveryOf(4 * Math.round(100_000 * (1 + next()))) },
    )
    const found = verdict(rows, mean('recovery.duration').atMost(minutes(10.2)))
    expect(found.status).toBe('inconclusive')
    expect(found.observed.n).toBe(20)
    expect(found.needed! % 50).toBe(0)
    expect(found.needed).toBeGreaterThan(0)
  })

  it('says nothing about recovery when nothing failed', () => {
    expect(verdict(deployments(10, 0), mean('recovery.duration').atMost(minutes(8)))).toMatchObject({
      status: 'inconclusive',
      observed: { value: null, n: 0 },
      needed: null,
    })
  })

  it('decides a target on the largest value by looking at it', () => {
    const target = { kind: 'claim', metric: 'deployment.duration', statistic: 'max', comparison: 'at-most' } as const
    expect(verdict(TEN_MINUTES, { ...target, value: minutes(11) })).toMatchObject({
      target: 'max of deployment.duration <= 11 min in these runs',
      status: 'pass',
    })
    expect(verdict(TEN_MINUTES, { ...target, value: minutes(10) }).status).toBe('fail')
  })

  it('never prints a bound that claims more than was shown', () => {
    const { bound, observed } = verdict(deployments(998, 0), rate('change.failure.rate').atMost(0.003))
    // Clopper–Pearson 0/998 at 95 % one-sided: 1 − 0.05^(1/998) = 0.0029972…
    const exact = 1 - 0.05 ** (1 / 998)
    expect(bound.value).toBeGreaterThanOrEqual(exact)
    expect(bound.value).toBeLessThan(exact + 1e-8)
    expect(observed.value).toBe(0)
  })
})
