import type { SuiteRun } from '../experiment/run-suite.ts'
import type { Report } from '../model/report.ts'
import {
  reportJson,
  suiteJson,
  suiteMarkdown,
  summaryMarkdown,
  terminalReport,
  terminalSuite,
} from '../report/index.ts'
import { errorText } from './error-text.ts'
import { type ExitCode, exitCodeOfError } from './exit-codes.ts'
import type { RunFlags } from './flags.ts'
import type { Interruption } from './interruption.ts'
import type { OutputFolder } from './output/output-folder.ts'
import { type Printable, printResult } from './print-result.ts'

/** How a run ended. */
export interface Conclusion {
  readonly flags: RunFlags
  readonly interruption: Interruption
  /** Where its files are; undefined without `--out`. */
  readonly folder: OutputFolder | undefined
  /** What it exits with unless it was interrupted. */
  readonly code: ExitCode
}

/** Prints the result of a run, and why it was interrupted if it was; notes in the folder what it exits with, and returns that. */
export function conclude(result: Printable, { flags, interruption, folder, code }: Conclusion): ExitCode {
  printResult(result, flags)
  const { reason } = interruption
  if (reason !== undefined) process.stderr.write(errorText(reason))
  const final = reason === undefined ? code : exitCodeOfError(reason)
  folder?.finish(final)
  return final
}

/** The report of one scenario, as it can be printed. */
export const printableReport = (report: Report): Printable => ({
  text: (color) => terminalReport(report, { color }),
  json: () => reportJson(report),
  markdown: () => summaryMarkdown([report]),
})

/** The reports of a suite, as they can be printed. */
export function printableSuite({ report, scenarios }: Pick<SuiteRun, 'report' | 'scenarios'>): Printable {
  const reports = scenarios.map((scenario) => scenario.report)
  return {
    text: (color) => terminalSuite(report, reports, { color }),
    json: () => suiteJson(report),
    markdown: () => suiteMarkdown(report, reports),
  }
}
