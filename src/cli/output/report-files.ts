import type { ScenarioRun } from '../../experiment/run-scenario.ts'
import type { SuiteRun } from '../../experiment/run-suite.ts'
import { formatAddress } from '../../model/events.ts'
import { rareCsv } from '../../report/csv/runs.ts'
import { type ReportExtras, reportFiles, suiteFiles } from '../../report/index.ts'
import type { OutputFolder } from './output-folder.ts'
import { recordingJson } from './recording-json.ts'

/** Writes what is known when a run is over: reports, and recordings of its examples. `below` ends in `/` or is empty. */
export function writeScenarioFiles(
  folder: OutputFolder,
  below: string,
  run: ScenarioRun,
  extras: ReportExtras = {},
): void {
  for (const [name, text] of reportFiles(run.report, extras)) folder.write(`${below}${name}`, text)
  if (run.rareRows !== undefined) folder.write(`${below}rare.csv`, [...rareCsv(run.rareRows)].join(''))
  const origin = { scenario: run.report.scenario.name, seed: run.report.seed }
  for (const recording of run.recordings) {
    folder.write(`${below}recordings/${formatAddress(recording.address)}.json`, recordingJson(origin, recording))
  }
}

/** The same for a suite: a folder a scenario, and what compares them above. */
export function writeSuiteFiles(folder: OutputFolder, run: SuiteRun): void {
  const extras = { suite: { name: run.report.suite.name, href: '../report.html' } }
  for (const scenario of run.scenarios) writeScenarioFiles(folder, `${scenario.folder}/`, scenario, extras)
  const reports = run.scenarios.map((scenario) => scenario.report)
  for (const [name, text] of suiteFiles(run.report, reports)) folder.write(name, text)
}
