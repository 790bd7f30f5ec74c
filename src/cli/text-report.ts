import type { Report } from '../model/report.ts'
import { headlineRows } from '../report/headline.ts'

/** The report of one scenario for a terminal. */
export function textReport(report: Report): string {
  const rows = headlineRows(report).map(
    (row) =>
      `  ${row.label}: ${row.figure?.value ?? '-'} [${row.figure?.low ?? '-'}, ${row.figure?.high ?? '-'}] ${row.verdict?.status ?? ''}\n`,
  )
  return `${report.scenario.name}: ${report.runs} deployments${report.partial ? ' (partial)' : ''}\n${rows.join('')}`
}
