import type { Comparison, Report, SuiteReport } from '../model/report.ts'

/** The two scenarios that a suite sets against each other. */
export interface Pair {
  readonly before: Report
  readonly after: Report
  readonly comparison: Comparison
}

/** Figures whose comparison is always shown, beside the one that it is about; others are a click away. */
const ALWAYS = ['deployment.duration', 'change.failure.rate', 'recovery.duration']

/** Whether a comparison of one figure is among those that summaries and pages show first. */
export const isShownFirst = ({ metric, main }: Comparison): boolean => main === true || ALWAYS.includes(metric)

/** The first comparison of deployment times, else the first of all, whose two reports are there; null without one. */
export function mainPair(suite: SuiteReport, reports: readonly Report[]): Pair | null {
  const ordered = [...suite.comparisons].sort(
    (a, b) => Number(b.metric === 'deployment.duration') - Number(a.metric === 'deployment.duration'),
  )
  for (const comparison of ordered) {
    const before = reports.find(({ scenario }) => scenario.name === comparison.from)
    const after = reports.find(({ scenario }) => scenario.name === comparison.to)
    if (before !== undefined && after !== undefined) return { before, after, comparison }
  }
  return null
}
