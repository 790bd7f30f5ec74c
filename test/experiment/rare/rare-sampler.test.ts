import { describe, expect, test } from 'vitest'
import { rareScenario, TRUE_RATE } from '../../../bench/stats/rare-scenario.ts'
import { inProcessRunner } from '../../../src/experiment/in-process.ts'
import { learnTilt } from '../../../src/experiment/rare/learn-tilt.ts'
import { RareSampler, samplesFor } from '../../../src/experiment/rare/rare-sampler.ts'
import { runScenario } from '../../../src/experiment/run-scenario.ts'
import { runStretchTask } from '../../../src/experiment/stretch-task.ts'
import { isChangeFailure } from '../../../src/model/outcome.ts'
import { reportSchema } from '../../../src/model/report.ts'
import { importanceEstimate } from '../../../src/stats/index.ts'
import { NO_TILT } from '../../../src/world/sim/rare/tilt.ts'

const scenario = rareScenario()
const runner = inProcessRunner([scenario])
const { tilt, failures } = await learnTilt(runner, scenario, { seed: 1 })
const sampler = await RareSampler.learn(runner, scenario, { seed: 1 })
const sampling = await sampler.sample(60)

describe('rare failures in the engine', () => {
  test('the tilt is learnt: defects strike, and nothing catches most of them', () => {
    expect(failures).toBeGreaterThan(10)
    expect(tilt.causes['code defect']!.share).toBeGreaterThan(0.8)
    expect(tilt.causes['bad migration']).toBeUndefined()
    expect(tilt.guards['unit tests catch']).toBeLessThan(0.6)
    expect(tilt.guards['staging catches']).toBeLessThan(0.55)
  })

  test('at a true rate of 0.1 % most samples fail, and their weighted mean is the true rate', () => {
    const failed = sampling.rows.filter((row) => isChangeFailure(row.outcome))
    expect(failed.length).toBeGreaterThan(30)
    const { value, low, high, meanWeight } = importanceEstimate(
      sampling.rows.map((row) => [{ weight: row.weight!, outcome: Number(isChangeFailure(row.outcome)) }]),
    )
    // Of all deployments; 1.7 % are blocked before production.
    expect(low).toBeLessThan(TRUE_RATE)
    expect(high).toBeGreaterThan(TRUE_RATE * 0.98)
    expect(high! / value!).toBeLessThan(1.5)
    expect(meanWeight).toBeGreaterThan(0.3)
  })

  test('the same seed gives the same samples; more of them leave the first as they are', async () => {
    const again = await RareSampler.learn(runner, scenario, { seed: 1 })
    await again.sample(5)
    expect((await again.sample(10)).rows).toEqual(sampling.rows.slice(0, 10))
  })

  test('deployments beside the tilted one are those of a plain run', () => {
    const plain = runStretchTask([scenario], { scenario: 0, seed: 1, stretch: 7, counted: 6, recorded: [] })
    const untilted = { scenario: 0, seed: 1, stretch: 7, counted: 6, recorded: [], tilted: { tilt: NO_TILT } }
    expect(runStretchTask([scenario], untilted).rows.map(({ weight, ...row }) => row)).toEqual(plain.rows)
    const one = { ...untilted, tilted: { tilt: NO_TILT, deployment: 4 } }
    expect(runStretchTask([scenario], one).rows).toEqual([{ ...plain.rows[4], weight: 1 }])
  })

  test('a report says what the samples are worth, and judges the target by them', async () => {
    const target = { kind: 'claim', metric: 'change.failure.rate', statistic: 'rate', comparison: 'at-most' } as const
    const targets = [{ ...target, value: 0.003, confidence: 0.95 }]
    const options = { runs: 200, workers: 0 }
    const { report, rareRows } = await runScenario({ ...scenario, targets }, { ...options, rare: true })
    const plain = await runScenario({ ...scenario, targets }, options)
    expect(report.rareFailures).toMatchObject({ metric: 'change.failure.rate', caution: null })
    expect(report.rareFailures!.rate.n).toBe(samplesFor(scenario, 200))
    expect(report.rareFailures!.speedUp).toBeGreaterThan(5)
    expect(report.rareFailures!.effectiveFailures).toBeGreaterThan(10)
    expect(report.rareFailures!.causes).toEqual([
      { cause: 'code-defect', share: 1, samples: report.rareFailures!.failures },
    ])
    expect(rareRows!.every(({ weight }) => weight !== undefined)).toBe(true)
    expect(report.verdicts[0]).toMatchObject({ status: 'pass' })
    expect(plain.report.verdicts[0]).toMatchObject({ status: 'inconclusive' })
    expect(reportSchema.parse(report)).toEqual(report)
    const { rareFailures, verdicts, ...rest } = report
    const { verdicts: plainVerdicts, ...plainRest } = plain.report
    expect(rest).toEqual(plainRest)
  })
})
