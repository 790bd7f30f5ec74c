import {
  claimLook,
  claimRate,
  type Estimate,
  expectedRateArm,
  meanOfClusters,
  precisionLook,
  quantileOfClusters,
  rateOfClusters,
} from '../../src/stats/index.ts'
import { normalQuantile } from '../../src/stats/special/normal.ts'
import type { Draws } from './draws.ts'
import { percent, table } from './markdown.ts'

/** What a sequential procedure did over many repetitions. */
export type SequentialResult = { readonly error: number; readonly n: number; readonly looks: number }

const FIRST_LOOK = 200

/** Runs a look after look on growing data until `look` is done; `draw` appends one observation. */
function sequence<T>(
  grow: (n: number) => void,
  look: (k: number) => { done: boolean; next: number; result: T },
  mostLooks = 12,
) {
  let n = FIRST_LOOK
  for (let k = 1; ; k++) {
    grow(n)
    const { done, next, result } = look(k)
    if (done || k >= mostLooks) return { n, looks: k, result }
    n = next
  }
}

/** How often the interval that a precision goal stops with misses the truth. */
export function precisionError(
  draws: Draws,
  statistic: 'mean' | 'p95' | 'rate',
  halfWidth: number,
  repetitions: number,
): SequentialResult {
  const sigma = 0.3
  const rate = 0.003
  const truth = { mean: Math.exp(sigma ** 2 / 2), p95: Math.exp(sigma * normalQuantile(0.95)), rate }[statistic]
  let misses = 0
  let total = 0
  let looks = 0
  for (let r = 0; r < repetitions; r++) {
    const values: number[][] = []
    const run = sequence<Estimate>(
      (n) => {
        while (values.length < n)
          values.push([statistic === 'rate' ? (draws.uniform() < rate ? 1 : 0) : draws.lognormal(sigma)])
      },
      (k) => {
        const interval = (confidence: number): Estimate => {
          if (statistic === 'mean') return meanOfClusters(values, { confidence, seed: r + 1 })
          if (statistic === 'p95') return quantileOfClusters(values, 0.95, { confidence })
          return rateOfClusters(
            values.map(([x]) => ({ count: x!, n: 1 })),
            { confidence },
          )
        }
        const goal = { halfWidth, relative: statistic !== 'rate' }
        const count = values.filter(([x]) => x === 1).length
        const seen = { value: count / values.length, n: values.length, effectiveN: values.length }
        const expected = statistic === 'rate' ? expectedRateArm(seen) : undefined
        const { met, next, estimate } = precisionLook(interval, goal, k, expected)
        return { done: met, next, result: estimate }
      },
    )
    if (run.result.low! > truth || run.result.high! < truth) misses++
    total += run.n
    looks += run.looks
  }
  return { error: misses / repetitions, n: total / repetitions, looks: looks / repetitions }
}

/**
 * How often a sequential claim "rate <= limit" passes wrongly at a true rate just above the limit: with spending, and with
 * the full error rate at each of many looks.
 */
export function claimError(
  draws: Draws,
  trueRate: number,
  limit: number,
  repetitions: number,
  spending: boolean,
): SequentialResult {
  let wrong = 0
  let total = 0
  let looks = 0
  for (let r = 0; r < repetitions; r++) {
    let count = 0
    let drawn = 0
    const run = sequence<boolean>(
      (n) => {
        for (; drawn < n; drawn++) if (draws.uniform() < trueRate) count++
      },
      (k) => {
        const estimate = { count, n: drawn, effectiveN: drawn }
        const claim = { comparison: 'atMost', limit } as const
        if (!spending) {
          const verdict = claimRate(estimate, claim)
          // A naive observer looks after every batch of 200.
          const done = verdict.status !== 'inconclusive'
          return { done, next: drawn + 200, result: verdict.status === 'pass' }
        }
        const { decided, verdict, next } = claimLook((at) => claimRate(estimate, at), claim, drawn, k)
        return { done: decided, next, result: verdict.status === 'pass' }
      },
      spending ? 8 : 100,
    )
    if (run.result) wrong++
    total += run.n
    looks += run.looks
  }
  return { error: wrong / repetitions, n: total / repetitions, looks: looks / repetitions }
}

/** Error rates of sequential stopping, as markdown. */
export function sequentialTable(draws: Draws, repetitions: number): string {
  const row = (name: string, result: SequentialResult) => [
    name,
    percent(result.error),
    result.n.toFixed(0),
    result.looks.toFixed(1),
  ]
  return table(
    'Sequential stopping (independent deployments, first look at 200; stated error 5 %)',
    ['procedure', 'error', 'mean n', 'mean looks'],
    [
      row('mean to ± 2 %', precisionError(draws, 'mean', 0.02, repetitions)),
      row('P95 to ± 5 %', precisionError(draws, 'p95', 0.05, repetitions)),
      row('rate .003 to ± .003', precisionError(draws, 'rate', 0.003, repetitions)),
      row('claim ≤ 1 %, true 1 %: wrong passes', claimError(draws, 0.01, 0.01, repetitions, true)),
      row('the same at full confidence every 200', claimError(draws, 0.01, 0.01, repetitions, false)),
    ],
  )
}
