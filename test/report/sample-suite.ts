import { REPORT_SCHEMA_VERSION, type Report, type SuiteReport, suiteReportSchema } from '../../src/model/report.ts'
import { minutes } from '../../src/model/units.ts'
import { afterReport, beforeReport, estimate } from './sample.ts'

const scaled = (base: Report, name: string, share: number): Report => {
  const report = structuredClone(base)
  report.scenario.name = name
  report.examples = []
  report.verdicts = []
  report.published = []
  report.criticalPath = report.criticalPath.map((row) => ({ ...row, meanMs: Math.round(row.meanMs * share) }))
  for (const [metric, measurement] of Object.entries(report.measurements)) {
    if (measurement.unit !== 'ms' || metric.startsWith('recovery')) continue
    for (const figure of [measurement.mean, measurement.p50, measurement.p95]) {
      figure.value = (figure.value ?? 0) * share
      figure.low = (figure.low ?? 0) * share
      figure.high = (figure.high ?? 0) * share
    }
  }
  report.histogram = {
    ...report.histogram,
    fromMs: report.histogram.fromMs * share,
    binMs: report.histogram.binMs * share,
  }
  return report
}

/** Before, after, and the 2 × 2 of caching and parallelism. */
export function sampleSuite(): { suite: SuiteReport; reports: Report[] } {
  const before = beforeReport()
  const reports = [
    before,
    scaled(before, 'reference/caching', 0.87),
    scaled(before, 'reference/parallel', 0.62),
    scaled(before, 'reference/caching-and-parallel', 0.54),
    afterReport(),
  ]
  const difference = (from: string, to: string, label: string, ms: number, ratio: number) => ({
    label,
    from,
    to,
    metric: 'deployment.duration',
    unit: 'ms',
    difference: { value: ms, low: ms * 1.02, high: ms * 0.98, n: 4_000 },
    ratio: estimate(ratio, 0.01),
  })
  const suite: SuiteReport = {
    schemaVersion: REPORT_SCHEMA_VERSION,
    suite: {
      name: 'reference',
      description: 'The published pipeline before and after, and what caching and parallelism do alone.',
    },
    environment: 'sim',
    seed: 1,
    partial: false,
    scenarios: reports.map(({ scenario }) => ({
      name: scenario.name,
      folder: scenario.name.replace('/', '-'),
    })),
    comparisons: [
      difference('reference/before', 'reference/after', 'everything', minutes(-191.3), 0.086),
      {
        ...difference('reference/before', 'reference/after', 'everything', 0, 0.02),
        metric: 'change.failure.rate',
        unit: 'ratio',
        difference: { value: -0.147, low: -0.158, high: -0.135, n: 4_000 },
      },
      difference('reference/before', 'reference/caching', 'caching alone', minutes(-27.2), 0.87),
      difference('reference/before', 'reference/parallel', 'parallelism alone', minutes(-79.5), 0.62),
      difference('reference/before', 'reference/caching-and-parallel', 'caching and parallelism', minutes(-96.2), 0.54),
    ],
    factorial: {
      metric: 'deployment.duration',
      cells: {
        neither: 'reference/before',
        first: 'reference/caching',
        second: 'reference/parallel',
        both: 'reference/caching-and-parallel',
      },
      first: {
        label: 'layer cache',
        effect: { value: minutes(-27.2), low: minutes(-28), high: minutes(-26.4), n: 4_000 },
      },
      second: {
        label: 'parallelism',
        effect: { value: minutes(-79.5), low: minutes(-81), high: minutes(-78), n: 4_000 },
      },
      both: { value: minutes(-96.2), low: minutes(-98), high: minutes(-94.6), n: 4_000 },
      interaction: { value: minutes(10.5), low: minutes(9.6), high: minutes(11.4), n: 4_000 },
      explanation:
        'Parallel builds already hide most of the time that the cache saves: what runs side by side only costs as much as the longest job, so the cache saves minutes off the critical path only where a build is still on it.',
    },
    audit: before.audit,
  }
  return { suite: suiteReportSchema.parse(suite), reports }
}
