import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, it } from 'vitest'
import reportJsonSchema from '../../../schemas/report.schema.json' with { type: 'json' }
import { Aggregator, buildReport, type DeploymentRow, scenarioHash, stretchPlan } from '../../../src/analysis/index.ts'
import { mean, minutes, p95, rate } from '../../../src/index.ts'
import { type Report, reportSchema } from '../../../src/model/report.ts'
import type { ScenarioInput } from '../../../src/model/scenario.ts'
import { failed, plausibleRows, recoveryOf, row } from '../rows.ts'
import { scenario } from '../scenarios.ts'

function report(rows: readonly DeploymentRow[], of: Partial<ScenarioInput> = {}): Report {
  const aggregator = new Aggregator()
  for (const each of rows) aggregator.add(each)
  const parsed = scenario(of)
  return buildReport({
    scenario: parsed,
    scenarioHash: scenarioHash(parsed),
    environment: 'sim',
    seed: 1,
    aggregator,
    examples: [],
    partial: false,
  })
}

/** Four deployments in two stretches, one of each kind of end that counts differently. */
const FOUR = [
  row(0, 0, { durationMs: 60_000 }),
  row(0, 1, { outcome: 'blocked', failure: failed('vulnerability', 'security-scan') }),
  row(1, 0, { durationMs: 120_000, outcome: 'failed', failure: failed('drift'), recovery: recoveryOf(4_000) }),
  row(1, 1, { durationMs: 90_000, outcome: 'self-healed' }),
]

describe('buildReport', () => {
  let large: Report
  const rows = plausibleRows(500, 40)
  let took = 0
  beforeAll(() => {
    report(plausibleRows(20, 40))
    const began = process.cpuUsage().user
    large = report(rows)
    took = (process.cpuUsage().user - began) / 1_000
  })

  it('gives what the schema of reports says, in zod and in the published JSON Schema', () => {
    expect(reportSchema.parse(large)).toEqual(large)
    const validate = new Ajv2020({ strict: false }).compile(reportJsonSchema)
    validate(JSON.parse(JSON.stringify(large)))
    expect(validate.errors).toBeNull()
    expect(validate({ ...large, outcomes: {} })).toBe(false)
  })

  it('gives the same bytes whatever order the rows came in', () => {
    expect(JSON.stringify(report(rows.toReversed()))).toBe(JSON.stringify(large))
  })

  it('reports 20,000 deployments within two seconds of processor time', () => {
    expect(large.runs).toBe(20_000)
    expect(took).toBeLessThan(2_000)
  })

  it('never holds a number that JSON cannot carry', () => {
    for (const each of [large, report(FOUR), report([]), report(FOUR.slice(0, 1))]) {
      JSON.stringify(each, (path, value) => {
        if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${path} is ${value}`)
        return value
      })
    }
  })

  it('counts outcomes and both failure rates by their own denominators', () => {
    const { outcomes, rates } = report(FOUR)
    expect(outcomes).toEqual({ succeeded: 1, 'self-healed': 1, blocked: 1, 'rolled-back': 0, failed: 1 })
    expect(rates['change.failure.rate']).toMatchObject({ count: 1, n: 3, value: 0.333333 })
    expect(rates['pipeline.failure.rate']).toMatchObject({ count: 2, n: 4, value: 0.5 })
  })

  it('measures duration over deployments that have one and recovery over those that failed', () => {
    const { measurements } = report(FOUR)
    expect(measurements['deployment.duration']).toMatchObject({ n: 3, max: 120_000, unit: 'ms', units: 2 })
    expect(measurements['deployment.duration']?.mean.value).toBe(90_000)
    expect(measurements['deployment.duration']?.p50.value).toBe(90_000)
    expect(measurements['recovery.duration']).toMatchObject({ n: 1, max: 4_000 })
    expect(measurements['recovery.detect']?.mean.value).toBe(1_000)
  })

  it('has every metric of the pipeline, also where no deployment has a value', () => {
    const { measurements } = report([row(0, 0)])
    expect(measurements['stage.infrastructure.duration']).toMatchObject({ n: 0, max: null })
    expect(measurements['recovery.duration']?.mean).toEqual({ value: null, low: null, high: null, n: 0 })
  })

  it('has no requests lost where none were counted, and averages only where they were', () => {
    const uncounted = { requestsSent: null, requestsLost: null }
    const lost = (rows: Parameters<typeof report>[0]) => report(rows).measurements['downtime.requests.lost']
    expect(lost([row(0, 0, uncounted)])).toMatchObject({ n: 0, max: null, mean: { value: null } })
    expect(lost([row(0, 0, uncounted), row(1, 0, { requestsLost: 7 })])).toMatchObject({ n: 1, mean: { value: 7 } })
  })

  it('converts hours, minutes and ratios', () => {
    const { measurements } = report([
      row(0, 0, { engineerMs: 1_800_000, runnerMs: 90_000, cacheHits: 3, cacheMisses: 1, requestsLost: 7 }),
      row(1, 0, { engineerMs: 1_800_000, runnerMs: 90_000, requestsLost: 7 }),
    ])
    expect(measurements['engineer.hours']?.mean.value).toBe(0.5)
    expect(measurements['runner.minutes']?.mean.value).toBe(1.5)
    expect(measurements['downtime.requests.lost']?.mean.value).toBe(7)
    // The second looked nothing up, and so has no ratio.
    expect(measurements['cache.hit.ratio']).toMatchObject({ n: 1, max: 0.75 })
  })

  it('splits the mean duration over the critical path, in the order of the pipeline', () => {
    const criticalMs = { 'test/suite': 30_000, 'build/layer-build': 20_000, 'build/runner-wait': 10_000 }
    const { criticalPath } = report([
      row(0, 0, { durationMs: 60_000, criticalMs }),
      row(1, 0, { durationMs: 30_000, criticalMs: { 'test/suite': 30_000 } }),
      row(1, 1, { outcome: 'blocked', criticalMs: { 'build/layer-build': 99_000 } }),
    ])
    expect(criticalPath).toEqual([
      { stage: 'build', step: 'layer-build', meanMs: 10_000 },
      { stage: 'build', step: 'runner-wait', meanMs: 5_000 },
      { stage: 'test', step: 'suite', meanMs: 30_000 },
    ])
    const total = large.criticalPath.reduce((sum, part) => sum + part.meanMs, 0)
    expect(total).toBeCloseTo(large.measurements['deployment.duration']?.mean.value ?? 0, -1)
  })

  it('puts every duration into one bin of a round width', () => {
    const { histogram } = report(FOUR)
    expect(histogram.fromMs).toBe(60_000)
    expect(histogram.counts.reduce((a, b) => a + b, 0)).toBe(3)
    expect(histogram.counts.at(-1)).toBe(1)
    expect(histogram.fromMs + histogram.binMs * (histogram.counts.length - 1)).toBe(120_000)
    expect(large.histogram.counts.reduce((a, b) => a + b, 0)).toBe(20_000)
    expect(large.histogram.counts.length).toBeLessThanOrEqual(60)
  })

  it('lists bad ends by cause, the most frequent first, with the first deployment as the example', () => {
    const { failures } = report([
      ...FOUR,
      row(2, 5, { outcome: 'blocked', failure: failed('vulnerability', 'security-scan') }),
    ])
    expect(failures).toEqual([
      {
        cause: 'vulnerability',
        stage: 'security-scan',
        outcome: 'blocked',
        detectedBy: null,
        count: 2,
        example: '0.1',
      },
      { cause: 'drift', stage: 'production', outcome: 'failed', detectedBy: 'alert', count: 1, example: '1.0' },
    ])
  })

  it('prints published figures beside simulated ones, and nothing beside a figure that it does not have', () => {
    const source = 'a write-up'
    const { published, audit } = report(FOUR, {
      published: [
        { metric: 'deployment.duration', statistic: 'mean', value: 100, source },
        { metric: 'change.failure.rate', statistic: 'rate', value: 0.3, source },
        { metric: 'happiness', statistic: 'mean', value: 1, source },
      ],
    })
    expect(published.map(({ simulated }) => simulated.value)).toEqual([90_000, 0.333333, null])
    expect(audit).toBeUndefined()
  })

  it('audits the write-up whose figures the scenario cites', () => {
    const source = 'The 18-Minute Deployment'
    const { audit } = report(FOUR, {
      published: [{ metric: 'deployment.duration', statistic: 'mean', value: 1, source }],
    })
    expect(audit?.length).toBeGreaterThan(10)
  })

  it('lists the constants of the mechanisms with their sources and says which were overridden', () => {
    const { assumptions, tunedConstants } = report(FOUR, { mechanisms: { people: { stepError: 0.02 } } })
    const stepError = assumptions.find(({ path }) => path === 'mechanisms.people.stepError')
    expect(stepError).toMatchObject({ value: 0.02, unit: 'ratio', overridden: true, elasticity: null })
    const others = assumptions.filter(({ overridden }) => overridden)
    expect(others).toHaveLength(1)
    expect(tunedConstants).toBe(assumptions.filter(({ tuned }) => tuned).length)
  })

  it('carries elasticities to the constants that they belong to', () => {
    const aggregator = new Aggregator()
    for (const each of FOUR) aggregator.add(each)
    const elasticity = { 'deployment.duration': { value: 0.4, low: 0.3, high: 0.5, n: 100 } }
    const { assumptions } = buildReport({
      ...{ scenario: scenario(), scenarioHash: 'sha256:', environment: 'sim', seed: 1, aggregator },
      ...{ examples: [], partial: false, elasticities: { 'mechanisms.people.manualStep': elasticity } },
    })
    expect(assumptions.filter((each) => each.elasticity !== null)).toMatchObject([
      { path: 'mechanisms.people.manualStep', elasticity },
    ])
  })

  it('says why there is no interval when there is only one stretch', () => {
    const one = report([row(0, 0), row(0, 1, { durationMs: 90_000 })])
    expect(one.measurements['deployment.duration']?.mean).toMatchObject({ value: 75_000, low: null, high: null })
    expect(one.notes.join()).toContain('one stretch does not show the spread between stretches')
  })

  it('describes the sampling', () => {
    expect(large.sampling).toEqual({ stretches: 500, ...stretchPlan(scenario()), confidence: 0.95 })
  })

  it('refuses a target about a figure that there is not, with the figures that there are', () => {
    const targets = [mean('deployment.duraton').atMost(minutes(18)), p95('change.failure.rate').atMost(0.1)]
    expect(() => report(FOUR, { targets })).toThrow('targets.0.metric: expected a metric of this pipeline')
    expect(() => report(FOUR, { targets: targets.slice(1) })).toThrow('targets.0.statistic: expected "rate"')
    expect(() => report(FOUR, { targets: [rate('recovery.duration').atMost(1)] })).toThrow('got "rate"')
  })
})
