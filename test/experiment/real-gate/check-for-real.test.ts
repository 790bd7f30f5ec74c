import { expect, test } from 'vitest'
import type { Carrier } from '../../../src/experiment/real/carry-out.ts'
import { checkForReal } from '../../../src/experiment/real-gate/check-for-real.ts'
import { healthyStretches } from '../../../src/experiment/real-gate/healthy-stretches.ts'
import { measureDeployments } from '../../../src/experiment/real-gate/measured-deployment.ts'
import type { RealGateOptions } from '../../../src/experiment/real-gate/real-gate.ts'
import { simulateStretch } from '../../../src/experiment/stretch.ts'
import { EnvironmentUnavailableError } from '../../../src/model/errors.ts'
import { generator } from '../../../src/stats/generator.ts'
import { StatisticsError } from '../../../src/stats/index.ts'
import { tested } from '../gate/tested.ts'

const before = tested({ defects: 0 })
const after = tested({ slower: 1.3, defects: 0 })
const reference = { kind: 'scenario', file: 'before.ts', provenance: null, scenario: before } as const

/** A machine with noise; `slower` is the factor of the candidate. */
function machine(slower: number, noise = 0.03): RealGateOptions['measure'] {
  const uniform = generator(5)
  return async (variant) => ({
    'deployment.duration': (variant === 'candidate' ? slower : 1) * 100_000 * Math.exp(noise * (uniform() - 0.5)),
  })
}
const check = (measure: RealGateOptions['measure'], more: Partial<RealGateOptions> = {}) =>
  checkForReal(after, reference, { measure, metrics: ['deployment.duration'], seed: 3, mostPairs: 60, ...more })

test('a slowdown of real runs is a regression, with the ratio, its bounds and what differs', async () => {
  const report = await check(machine(1.2))
  expect(report).toMatchObject({ environment: 'kind', status: 'regression', runs: 24, code: null, partial: false })
  const [metric] = report.metrics
  expect(metric!.ratio.value).toBeCloseTo(1.2, 1)
  expect(metric!.ratio.low).toBeGreaterThan(1.1)
  expect(report.changes.map(({ path }) => path).join()).toContain('suites')
  expect(report.notes[0]).toBe(
    'Interleaved pairs in random order: 12 pairs in the pilot, 12 fresh ones to confirm the alarm; alpha 0.005, seed of the order 3.',
  )
})

test('equal versions pass', async () => {
  expect((await check(machine(1))).status).toBe('pass')
})

test('what the budget of pairs cannot decide is inconclusive, with the pairs that it would take', async () => {
  const report = await check(machine(1, 0.25), { mostPairs: 13 })
  expect(report.status).toBe('inconclusive')
  expect(report.metrics[0]).toMatchObject({ status: 'inconclusive', ratio: { value: null } })
  expect(report.metrics[0]!.needed).toBeGreaterThan(0)
  expect(report.notes[1]).toMatch(/asks for \d+ pairs a stage, and the budget is 13: \d+ more are needed/)
})

test('an alpha that the pairs cannot reach is refused instead of pretended', async () => {
  const refused = check(machine(1), { mostPairs: 5 })
  await expect(refused).rejects.toThrow(StatisticsError)
  await expect(refused).rejects.toThrow(/5 pairs cannot go below 1\/32/)
})

/** Carries deployments out on the simulator, as the real environment would. */
function carrier(of: readonly (typeof before)[], orders: string[] = []): Carrier {
  return async ({ scenario, stretch, onRecording }) => {
    orders.push(`${scenario}/${stretch}`)
    simulateStretch(of[scenario]!, {
      seed: 1,
      stretch,
      measured: 1,
      onRecording: (recording) => onRecording(recording),
    })
  }
}

test('both runs of a pair are the same deployment of the two versions', async () => {
  const orders: string[] = []
  const stretches = healthyStretches([before, after], { seed: 1, wanted: 12 })
  const measure = measureDeployments(carrier([before, after], orders), (pair) => stretches[pair % stretches.length]!)
  const report = await check(measure, { metrics: ['deployment.duration', 'stage.test.duration'], mostPairs: 14 })
  for (let i = 0; i < orders.length; i += 2) {
    expect([orders[i], orders[i + 1]].map((order) => order!.split('/')[1])).toEqual(
      Array(2).fill(`${stretches[(i / 2) % 12]}`),
    )
    expect([orders[i], orders[i + 1]].map((order) => order!.split('/')[0]).sort()).toEqual(['0', '1'])
  }
  const test = report.metrics.find(({ metric }) => metric === 'stage.test.duration')!
  expect(test.status).toBe('regression')
  expect(test.after! / test.before!).toBeGreaterThan(1.1)
})

test('stretches whose deployment fails under one of the versions are left out', () => {
  const failing = tested({ defects: 0.5 })
  const healthy = healthyStretches([failing], { seed: 1, wanted: 5 })
  expect(healthy.length).toBeGreaterThan(0)
  expect(healthy).not.toEqual([0, 1, 2, 3, 4])
})

test('a deployment that does not become healthy ends the gate and says which one it was', async () => {
  const broken = tested({ defects: 1 })
  const measure = measureDeployments(carrier([broken, broken]), () => 0)
  await expect(measure('candidate')).rejects.toThrow(EnvironmentUnavailableError)
  await expect(measure('candidate')).rejects.toThrow(
    /the candidate, deployment 0\.0, did not become healthy \(blocked\)/,
  )
})
