import { expect, test } from 'vitest'
import { driveRealGate } from '../../../src/experiment/real-gate/drive-real-gate.ts'
import type { RealGateOptions, Variant } from '../../../src/experiment/real-gate/real-gate.ts'
import { generator } from '../../../src/stats/generator.ts'

/** A machine with noise and drift: `slower` is the factor of the candidate; counts its runs. */
function machine(seed: number, slower: number, noise = 0.03) {
  const uniform = generator(seed)
  let drift = 0
  const runs: Variant[] = []
  const normal = (): number => uniform() + uniform() + uniform() + uniform() - 2
  const measure = async (variant: Variant) => {
    runs.push(variant)
    drift = 0.9 * drift + 0.03 * normal()
    return { duration: 100 * (variant === 'candidate' ? slower : 1) * Math.exp(drift + noise * normal()) }
  }
  return { measure, runs }
}

const gate = (of: Partial<RealGateOptions> & Pick<RealGateOptions, 'measure'>) =>
  driveRealGate({ metrics: ['duration'], seed: 7, mostPairs: 120, ...of })

test('a large slowdown is found from the pilot and confirmed on fresh pairs', async () => {
  const { measure, runs } = machine(1, 1.3)
  const result = await gate({ measure })
  expect(result.status).toBe('regression')
  expect(result.pairs.map(({ stage }) => stage)).toEqual([...Array(12).fill('pilot'), ...Array(12).fill('fresh')])
  expect(runs).toHaveLength(48)
})

test('a slowdown of 5 % is found at the planned number of pairs', async () => {
  const found = await Promise.all([11, 12, 13, 14].map((seed) => gate({ measure: machine(seed, 1.05).measure, seed })))
  expect(found.map(({ status }) => status)).toEqual(Array(4).fill('regression'))
  for (const { planned, pairs } of found) {
    if (planned !== 12) expect(pairs.filter(({ stage }) => stage !== 'fresh')).toHaveLength(planned ?? 0)
  }
})

test('equal versions pass, and never in twenty gates is one called a regression', async () => {
  const results = []
  for (let seed = 1; seed <= 20; seed++) results.push(await gate({ measure: machine(seed, 1).measure, seed }))
  expect(results.filter(({ status }) => status === 'regression')).toEqual([])
  expect(results.filter(({ status }) => status === 'pass').length).toBeGreaterThan(15)
})

test('the order inside the pairs is random, recorded, and the same for the same seed', async () => {
  const one = await gate({ measure: machine(1, 1.3).measure })
  const two = await gate({ measure: machine(2, 1.3).measure })
  const orders = one.pairs.map(({ order }) => order)
  expect(new Set(orders).size).toBe(2)
  expect(two.pairs.map(({ order }) => order)).toEqual(orders)
  expect(one.seed).toBe(7)
})

test('when the plan exceeds the budget the gate is inconclusive after the pilot, and says what it would take', async () => {
  const result = await gate({ measure: machine(3, 1, 0.08).measure, mostPairs: 30 })
  expect(result).toMatchObject({ status: 'inconclusive', decision: null })
  expect(result.planned).toBeGreaterThan(30)
  expect(result.needed).toBe((result.planned ?? 0) - 12)
  expect(result.pairs).toHaveLength(12)
})

test('a budget that cannot reach alpha is refused before anything is run', async () => {
  const { measure, runs } = machine(1, 1)
  await expect(gate({ measure, mostPairs: 5 })).rejects.toThrow('5 pairs cannot go below 1/32')
  expect(runs).toEqual([])
})

test('a run that fails, and a signal, end the gate with their reason', async () => {
  const broken = new Error('the cluster is gone')
  await expect(gate({ measure: () => Promise.reject(broken) })).rejects.toBe(broken)
  const stop = new AbortController()
  const { measure, runs } = machine(1, 1)
  const stopping = gate({ measure, signal: stop.signal, onPair: (_, done) => done === 3 && stop.abort(broken) })
  await expect(stopping).rejects.toBe(broken)
  expect(runs).toHaveLength(6)
})

test('a sample without a gating metric is an error that names what there is', async () => {
  await expect(gate({ measure: async () => ({ time: 1 }) })).rejects.toThrow('a run gave no "duration": it has time')
})
