import type { DeploymentRow } from '../analysis/row.ts'
import type { Report, SuiteReport } from '../model/report.ts'
import { runsCsv } from './csv/runs.ts'
import { stagesCsv } from './csv/stages.ts'
import { type ReportExtras, renderReport } from './html/report.ts'
import { renderSuite } from './html/suite.ts'
import { reportJson, suiteJson } from './json.ts'
import { junitXml } from './junit.ts'
import { suiteMarkdown } from './markdown/suite.ts'
import { summaryMarkdown } from './markdown/summary.ts'

/** Content of a file: whole, or in pieces that are made as they are asked for. */
export type FileContent = string | Iterable<string>

/**
 * The files of a report (design.md §4) by name, except the rows: what can be written only when a run is over. Nothing is
 * written here; `cli` does that.
 */
export const reportFiles = (report: Report, extras: ReportExtras = {}): Map<string, string> =>
  new Map([
    ['report.json', reportJson(report)],
    ['report.html', renderReport(report, extras)],
    ['junit.xml', junitXml([report])],
    ['summary.md', summaryMarkdown([report])],
  ])

/** The same with runs.csv and stages.csv. `rows` is read once for each of the two, when its file is. */
export const renderFolder = (
  report: Report,
  rows: Iterable<DeploymentRow>,
  extras: ReportExtras = {},
): Map<string, FileContent> =>
  new Map<string, FileContent>([
    ...reportFiles(report, extras),
    ['runs.csv', runsCsv(rows)],
    ['stages.csv', stagesCsv(rows)],
  ])

/** The files of a suite that stand above the folders of its scenarios. */
export const suiteFiles = (suite: SuiteReport, reports: readonly Report[]): Map<string, string> =>
  new Map([
    ['suite.json', suiteJson(suite)],
    ['report.html', renderSuite(suite, reports)],
    ['junit.xml', junitXml(reports)],
    ['summary.md', suiteMarkdown(suite, reports)],
  ])
