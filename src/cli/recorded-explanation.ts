import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { explainRun } from '../analysis/index.ts'
import { medianRecording, worthExplaining } from '../experiment/explain/explain-scenario.ts'
import { fileProblem } from '../loading/input-error.ts'
import { readRecording } from '../loading/read-recording.ts'
import { type ReportFile, readReports } from '../loading/read-report.ts'
import type { Recording } from '../model/events.ts'
import { EXPLANATION_SCHEMA_VERSION, type ExplainReport, type RunExplanation } from '../model/explanation.ts'
import type { Report } from '../model/report.ts'

interface Wanted {
  readonly run?: string
  readonly guards?: boolean
}

const NO_SCENARIO =
  'The scenario is not at hand: what would have helped was not replayed. Name its file instead to have that.'

/**
 * Explains deployments from what a run left: its folder, its report, or one of its recordings. Undefined when the path is none of
 * these. Throws InvalidInputError when a recording that is asked for was not kept.
 */
export function explainRecorded(source: string, wanted: Wanted): ExplainReport | undefined {
  const alone = readRecording(source)
  if (alone === undefined) {
    const reports = readReports(source)
    if (reports === undefined) return undefined
    refuseGuards(source, wanted)
    return fromReport(source, reports, wanted)
  }
  refuseGuards(source, wanted)
  const beside = join(dirname(dirname(source)), 'report.json')
  const [batch] = existsSync(beside) ? (readReports(beside) ?? []) : []
  const own = batch?.report.scenario.name === alone.scenario ? batch : undefined
  const median = own === undefined ? undefined : medianRecording(own.report, recordingsOf(own))
  return reportOf(alone.scenario, alone.seed, own?.report, [explainRun(alone.recording, { median })])
}

function fromReport(source: string, reports: readonly ReportFile[], { run }: Wanted): ExplainReport {
  const [batch, ...others] = reports
  if (batch === undefined || others.length > 0) {
    const names = reports.map(({ folder }) => folder).join(', ')
    throw fileProblem(source, `expected one report, got ${reports.length}`, `name one of ${names}`)
  }
  const { report } = batch
  const recordings = recordingsOf(batch)
  const median = medianRecording(report, recordings)
  if (run === undefined) {
    const explained = worthExplaining(report, recordings).map(({ recording, why }) =>
      explainRun(recording, { why, median }),
    )
    return reportOf(report.scenario.name, report.seed, report, explained)
  }
  const kept = readRecording(join(batch.folder, 'recordings', `${run}.json`))
  if (kept === undefined) {
    const there = report.examples.map(({ address }) => address).join(', ')
    throw fileProblem(
      source,
      `there is no recording of deployment ${run} (kept: ${there})`,
      'name the scenario file instead, which is replayed: seatrial explain SCENARIO --run S.D',
    )
  }
  return reportOf(report.scenario.name, report.seed, report, [explainRun(kept.recording, { median })])
}

/** Recordings of the report's examples, as far as they lie beside it. */
function recordingsOf({ folder, report }: ReportFile): Recording[] {
  return report.examples.flatMap(({ address }) => {
    const file = readRecording(join(folder, 'recordings', `${address}.json`))
    return file === undefined ? [] : [file.recording]
  })
}

function refuseGuards(source: string, { guards }: Wanted): void {
  if (!guards) return
  throw fileProblem(source, '--guards runs a scenario, and this is what a run left', 'name the scenario file instead')
}

const reportOf = (
  scenario: string,
  seed: number,
  batch: Report | undefined,
  explained: readonly RunExplanation[],
): ExplainReport => ({
  kind: 'explain',
  schemaVersion: EXPLANATION_SCHEMA_VERSION,
  scenario,
  seed,
  runs: batch?.runs ?? 0,
  attributions: batch?.attributions ?? [],
  explained,
  guards: null,
  notes: [NO_SCENARIO],
})
