import { describe, expect, it } from 'vitest'
import { Aggregator, buildSuiteReport, type DeploymentRow } from '../../../src/analysis/index.ts'
import { type SuiteReport, suiteReportSchema } from '../../../src/model/report.ts'
import { type Suite, type SuiteInput, suiteSchema } from '../../../src/model/suite.ts'
import { failed, numbers, recoveryOf, row } from '../rows.ts'
import { scenario } from '../scenarios.ts'

type Ran = Record<string, readonly DeploymentRow[]>
type Asked = Partial<Omit<SuiteInput, 'scenarios'>>

function suite(names: readonly string[], of: Asked = {}): Suite {
  return suiteSchema.parse({ name: 'a suite', scenarios: names.map((name) => scenario({ name })), ...of })
}

function suiteReport(ran: Ran, of: Asked = {}, names = Object.keys(ran)): SuiteReport {
  return buildSuiteReport({
    suite: suite(names, of),
    environment: 'sim',
    seed: 1,
    partial: false,
    scenarios: Object.entries(ran).map(([name, rows]) => {
      const aggregator = new Aggregator()
      for (const each of rows) aggregator.add(each)
      return { name, folder: name, aggregator }
    }),
  })
}

/** 20 stretches of 5 deployments whose times the function makes from a number that is the same in every scenario. */
function paired(make: (random: number) => Partial<DeploymentRow>, perStretch = 5): DeploymentRow[] {
  const next = numbers(11)
  return Array.from({ length: 20 }, (_, s) =>
    Array.from({ length: 8 }, (_, d) => [d, next()] as const)
      .slice(0, perStretch)
      .map(([d, random]) => row(s, d, make(random))),
  ).flat()
}

const fromTo = { comparisons: [{ from: 'before', to: 'after', label: 'everything' }] }

describe('comparisons of a suite', () => {
  const ran = {
    before: paired((random) => ({ durationMs: 1_000_000 + Math.round(500_000 * random) })),
    after: paired((random) => ({ durationMs: 100_000 + Math.round(500_000 * random) })),
  }

  it('is a valid suite report', () => {
    const report = suiteReport(ran, fromTo)
    expect(suiteReportSchema.parse(report)).toEqual(report)
  })

  it('pairs deployments of the same stretch and number, so that what they share cancels', () => {
    const { comparisons } = suiteReport(ran, fromTo)
    expect(comparisons.find(({ metric }) => metric === 'deployment.duration')).toMatchObject({
      label: 'everything',
      from: 'before',
      to: 'after',
      difference: { value: -900_000, low: -900_000, high: -900_000, n: 100 },
    })
  })

  it('say which figure they are about: the time of a deployment unless the suite says otherwise', () => {
    const about = ({ comparisons }: SuiteReport) => comparisons.filter(({ main }) => main).map(({ metric }) => metric)
    expect(about(suiteReport(ran, fromTo))).toEqual(['deployment.duration'])
    const [comparison] = fromTo.comparisons
    expect(about(suiteReport(ran, { comparisons: [{ ...comparison!, metric: 'data.corruption.rate' }] }))).toEqual([
      'data.corruption.rate',
    ])
  })

  it('uses the deployments that both have a value for', () => {
    const fewer = { ...ran, after: ran.after.filter(({ address }) => address.deployment < 2) }
    const blocked = fewer.after.map((each, i) => (i === 0 ? { ...each, durationMs: null } : each))
    const { comparisons } = suiteReport({ ...ran, after: blocked }, fromTo)
    expect(comparisons.find(({ metric }) => metric === 'deployment.duration')?.difference).toMatchObject({
      value: -900_000,
      n: 39,
    })
  })

  it('counts a failure that the change prevented, and all recoveries of either side', () => {
    const failure = { outcome: 'failed' as const, failure: failed('drift') }
    const { comparisons } = suiteReport(
      {
        before: paired((random) => (random < 0.5 ? { ...failure, recovery: recoveryOf(4_000) } : {})),
        after: paired((random) => (random < 0.25 ? { ...failure, recovery: recoveryOf(400) } : {})),
      },
      fromTo,
    )
    const recovery = comparisons.find(({ metric }) => metric === 'recovery.duration')
    expect(recovery?.difference.value).toBe(-3_600)
    expect(recovery?.ratio.value).toBe(0.1)
    const failures = comparisons.find(({ metric }) => metric === 'change.failure.rate')
    expect(failures?.difference.high).toBeLessThan(0)
  })

  it('leaves out what one side does not have at all', () => {
    const { comparisons } = suiteReport(ran, fromTo)
    expect(comparisons.map(({ metric }) => metric)).not.toContain('recovery.duration')
  })

  it('leaves out scenarios that a stopped run did not come to', () => {
    const { before } = ran
    expect(suiteReport({ before }, fromTo, ['before', 'after'])).toMatchObject({ comparisons: [], factorial: null })
  })

  it('refuses a comparison with a scenario that the suite does not have', () => {
    const wrong = { comparisons: [{ from: 'before', to: 'afterwards', label: 'x' }] }
    expect(() => suiteReport(ran, wrong)).toThrow(
      'comparisons.0.to: expected the name of a scenario of the suite, got "afterwards"',
    )
  })
})

describe('2 × 2 of a suite', () => {
  const factorial = {
    neither: 'before',
    first: { label: 'caching', scenario: 'cached' },
    second: { label: 'parallelism', scenario: 'parallel' },
    both: 'both',
  }
  /** Minutes of build and test on the critical path, and of runners' work; chance adds to the build. */
  const cell = (build: number, test: number, work: number) =>
    paired((random) => {
      const buildMs = build * 60_000 + Math.round(random * 60_000)
      return {
        durationMs: buildMs + test * 60_000,
        criticalMs: { 'build/layer-build': buildMs, 'test/suite': test * 60_000 },
        runnerMs: work * 60_000,
      }
    })
  const ran = {
    before: cell(40, 50, 90),
    cached: cell(10, 50, 60),
    parallel: cell(8, 20, 90),
    both: cell(3, 20, 60),
  }

  it('has effects that add up with the interaction to the effect of both', () => {
    const { factorial: found } = suiteReport(ran, { factorial })
    expect(found).toMatchObject({
      metric: 'deployment.duration',
      cells: { neither: 'before', first: 'cached', second: 'parallel', both: 'both' },
      first: { label: 'caching', effect: { value: -30 * 60_000, n: 100 } },
      second: { label: 'parallelism', effect: { value: -62 * 60_000 } },
      both: { value: -67 * 60_000 },
      interaction: { value: 25 * 60_000 },
    })
  })

  it('explains from the numbers why the sum of the parts is not the whole', () => {
    const explanation = suiteReport(ran, { factorial }).factorial?.explanation ?? ''
    expect(explanation).toContain('Caching alone saves 30.0 min, parallelism alone saves 62.0 min')
    expect(explanation).toContain('25.0 min less than the sum')
    expect(explanation).toContain(
      '25.0 min in build, which takes 40.4 min of the critical path with neither, 10.4 min with caching',
    )
    expect(explanation).not.toContain('in test')
    expect(explanation).toContain(
      "Caching saves 30.0 min of runners' work a deployment without parallelism and 30.0 min with it, but 30.0 min of waiting without and 5.0 min with it",
    )
  })

  it('names what one improvement makes possible for the other', () => {
    const helped = { ...ran, parallel: cell(38, 50, 90), both: cell(2, 50, 60) }
    const explanation = suiteReport(helped, { factorial }).factorial?.explanation ?? ''
    expect(explanation).toContain('more than the sum')
    expect(explanation).toContain('one makes room that only the other can use')
  })

  it('does not explain an interaction that the data do not show', () => {
    const added = { ...ran, parallel: cell(35, 50, 90), both: cell(5, 50, 60) }
    expect(suiteReport(added, { factorial }).factorial?.explanation).toContain('that the effects add up is not refuted')
  })

  it('says nothing of whether effects add up that one deployment each has shown', () => {
    const once = Object.fromEntries(Object.entries(ran).map(([name, rows]) => [name, rows.slice(0, 1)]))
    const explanation = suiteReport(once as typeof ran, { factorial }).factorial?.explanation ?? ''
    expect(explanation).toContain('Without an interval nothing is said')
    expect(explanation).not.toContain('zero')
  })

  it('compares only deployments that have a duration in all four cells', () => {
    const both = ran.both.map((each, i) => (i < 10 ? { ...each, durationMs: null, outcome: 'failed' as const } : each))
    expect(suiteReport({ ...ran, both }, { factorial }).factorial?.both.n).toBe(90)
  })
})
