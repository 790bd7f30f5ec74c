import { expect, test } from 'vitest'
import { rareScenario, TRUE_RATE } from '../../../bench/stats/rare-scenario.ts'
import type { DeploymentRow } from '../../../src/analysis/index.ts'
import { parseGoal } from '../../../src/experiment/precision/parse-goal.ts'
import { type PreciseRunOptions, runUntilPrecise } from '../../../src/experiment/precision/run-until-precise.ts'
import { runScenario } from '../../../src/experiment/run-scenario.ts'
import { type Tested, tested } from '../gate/tested.ts'

const until = (goal: string, options: Partial<PreciseRunOptions> = {}, of: Tested = {}) => {
  const scenario = tested(of)
  return runUntilPrecise(scenario, { goals: [parseGoal(goal, scenario)], workers: 0, ...options })
}
const arm = ({ value, low, high }: { value: number | null; low: number | null; high: number | null }): number =>
  Math.max((high ?? Number.NaN) - (value ?? 0), (value ?? 0) - (low ?? Number.NaN)) / (value ?? Number.NaN)

const rows: DeploymentRow[] = []
const states: string[] = []
const precise = await until('mean=3%', {
  onRows: (more) => rows.push(...more),
  onProgress: (_done, _total, state) => states.push(state),
})

test('a run stops when the interval is as narrow as asked for, and says at which look', () => {
  const { report, met, looks } = precise
  expect(met).toBe(true)
  expect(looks).toBeGreaterThan(1)
  expect(arm(report.measurements['deployment.duration']!.mean)).toBeLessThanOrEqual(0.03)
  expect(report.notes[0]).toMatch(new RegExp(`^Stopped at look ${looks}, precise enough: mean=3%: ± \\d\\.?\\d* %\\.$`))
  expect(report).toMatchObject({ partial: false, runs: report.sampling.stretches * 8 })
})

test('its deployments are those of an ordinary run of as many; its intervals are wider, as the looks demand', async () => {
  const { report } = precise
  const usual: DeploymentRow[] = []
  const ordinary = await runScenario(tested(), { runs: report.runs, workers: 0, onRows: (more) => usual.push(...more) })
  expect(rows).toEqual(usual)
  expect(report.examples).toEqual(ordinary.report.examples)
  const [looked, plain] = [report, ordinary.report].map(({ measurements }) => measurements['deployment.duration']!.mean)
  expect(looked!.value).toBe(plain!.value)
  expect(arm(looked!)).toBeGreaterThan(arm(plain!))
})

test('progress tells how far the goal is', () => {
  expect(states[0]).toBe('')
  const arms = [...new Set(states)]
    .filter((state) => state !== '')
    .map((state) => Number(/± ([\d.]+)/.exec(state)?.[1]))
  expect(arms.length).toBeGreaterThan(1)
  expect(arms).toEqual([...arms].sort((a, b) => b - a))
})

test('when the time is up it reports what there is, and that it is not precise enough', async () => {
  const { report, met } = await until('p95=0.01%', { budgetMs: 1 })
  expect(met).toBe(false)
  expect(report.runs).toBe(8)
  expect(report.notes[0]).toContain('because the time was up, before it was precise enough: p95=0.01%: no interval yet')
})

test('--runs caps it, in whole stretches', async () => {
  const { report, met } = await until('mean=0.01%', { runs: 230 })
  expect({ met, runs: report.runs }).toEqual({ met: false, runs: 232 })
})

test('it can run until every target is decided', async () => {
  const target = {
    kind: 'claim',
    metric: 'deployment.duration',
    statistic: 'mean',
    comparison: 'at-most',
    value: 86_400_000,
  }
  const { report, met, looks } = await until('targets', {}, { targets: [target] })
  expect({ met, looks, status: report.verdicts[0]?.status }).toEqual({ met: true, looks: 1, status: 'pass' })
  // The first look spends a tenth of the error, and the target is printed as it was written.
  expect(report.verdicts[0]).toMatchObject({ bound: { confidence: 0.995 }, target: expect.stringContaining('at 95 %') })
})

test('stopped by the user it keeps what it has, marked partial', async () => {
  const stop = new AbortController()
  const onProgress = (done: number): void => {
    if (done >= 24) stop.abort()
  }
  const { report, met } = await until('mean=0.01%', { signal: stop.signal, onProgress })
  expect(met).toBe(false)
  expect(report).toMatchObject({ runs: 24, partial: true, examples: [] })
})

test('rare failures are approached by importance sampling by itself, and the note says so', async () => {
  const scenario = rareScenario()
  const goals = [parseGoal('change.failure.rate=50%rel', scenario)]
  const { report, met, rareRows } = await runUntilPrecise(scenario, { goals, workers: 0 })
  expect(met).toBe(true)
  expect(report.runs).toBeLessThan(1_000)
  const { value, low, high } = report.rareFailures!.rate
  expect(low).toBeLessThan(TRUE_RATE)
  expect(high).toBeGreaterThan(TRUE_RATE)
  expect(high! / value! - 1).toBeLessThan(0.5)
  expect(rareRows!.length).toBe(report.rareFailures!.rate.n)
  expect(report.notes.join(' ')).toContain('was approached by importance sampling')
})

test('frequent failures are counted, whatever was asked for', async () => {
  const { report } = await until('change.failure.rate=10%', {}, { defects: 0.3 })
  expect(report.rareFailures).toBeUndefined()
})
