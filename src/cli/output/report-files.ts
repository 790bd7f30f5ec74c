import { formatAddress, type Recording } from '../../model/events.ts'
import type { Report } from '../../model/report.ts'
import { reportJson } from '../../report/json.ts'
import { junitXml } from '../../report/junit.ts'
import type { OutputFolder } from './output-folder.ts'
import { recordingJson } from './recording-json.ts'

/** Writes what is known when a run is over, below a folder of `--out` (`below` is empty for the folder itself). */
export function writeReportFiles(
  folder: OutputFolder,
  below: string,
  run: { readonly report: Report; readonly recordings: readonly Recording[] },
): void {
  folder.write(`${below}report.json`, reportJson(run.report))
  folder.write(`${below}junit.xml`, junitXml([run.report]))
  for (const recording of run.recordings) {
    folder.write(`${below}recordings/${formatAddress(recording.address)}.json`, recordingJson(recording))
  }
}
