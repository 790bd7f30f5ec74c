import { expect, test } from 'vitest'
import { overflow } from '../../../../src/world/sim/calls/connection-pool.ts'
import { timeToErrorRun } from '../../../../src/world/sim/calls/error-run.ts'

test('five errors in a row of an upstream that never answers take five calls', () => {
  expect(timeToErrorRun(5, 1, 10)).toBe(500)
})

test('the mean time to a run of errors is that of a Markov chain over the length of the run', () => {
  for (const errors of [0.2, 0.5, 0.9]) {
    // E_k = 0, E_i = 1 + p E_(i+1) + (1 - p) E_0, solved backwards as E_i = a_i + b_i E_0.
    let a = 0
    let b = 0
    for (let i = 0; i < 5; i++) {
      a = 1 + errors * a
      b = errors * b + (1 - errors)
    }
    expect(timeToErrorRun(5, errors, 1) / 1_000).toBeCloseTo(a / (1 - b), 6)
  }
})

test('without errors or without calls there is never a run of errors', () => {
  expect(timeToErrorRun(5, 0, 10)).toBe(Number.POSITIVE_INFINITY)
  expect(timeToErrorRun(5, 0.5, 0)).toBe(Number.POSITIVE_INFINITY)
})

test('a pool without a queue overflows as Erlang B says, and with one as the balance equations of M/M/c/K do', () => {
  // Erlang B table: 10 erlang on 10 servers loses 21.46 %.
  expect(overflow(10, 10, 0)).toBeCloseTo(0.2146, 4)
  for (const [offered, servers, queue] of [
    [0.5, 1, 0],
    [3, 4, 2],
    [120, 100, 50],
  ] as const) {
    const weights = [1]
    for (let n = 1; n <= servers + queue; n++) weights.push((weights[n - 1]! * offered) / Math.min(n, servers))
    const sum = weights.reduce((total, weight) => total + weight, 0)
    expect(overflow(offered, servers, queue)).toBeCloseTo(weights.at(-1)! / sum, 9)
  }
})

test('far above its capacity a pool lets through what its connections can carry', () => {
  expect(overflow(100_000, 100, 50)).toBeCloseTo(1 - 100 / 100_000, 6)
  expect(overflow(1e9, 100, 500)).toBeCloseTo(1, 6)
  expect(overflow(0, 100, 50)).toBe(0)
})
