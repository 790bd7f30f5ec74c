import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { REPORT_SCHEMA_VERSION, type Report, reportSchema, suiteReportSchema } from '../model/report.ts'
import { fileProblem } from './input-error.ts'
import { parseJson } from './parse-text.ts'

/** A report, and the folder that its other files lie in. */
export interface ReportFile {
  readonly file: string
  readonly folder: string
  readonly report: Report
}

/**
 * The reports that a path names: a folder of `--out`, its report.json, or a suite's folder or suite.json, which stands for
 * the reports of all its scenarios. Undefined when the path is none of these. Throws InvalidInputError when it is one and
 * cannot be used.
 */
export function readReports(path: string): ReportFile[] | undefined {
  const file = reportFileOf(path)
  if (file === undefined) return undefined
  const document = parseJson(readFileSync(file, 'utf8'), file)
  if (isObject(document) && 'suite' in document) {
    const suite = valid(suiteReportSchema.safeParse(document), document, file)
    return suite.scenarios.flatMap(({ folder }) => readReports(join(dirname(file), folder, 'report.json')) ?? [])
  }
  if (!isObject(document) || !('measurements' in document)) return undefined
  return [{ file, folder: dirname(file), report: valid(reportSchema.safeParse(document), document, file) }]
}

function reportFileOf(path: string): string | undefined {
  if (!existsSync(path)) return undefined
  if (!statSync(path).isDirectory()) return path.endsWith('.json') ? path : undefined
  const file = ['report.json', 'suite.json'].map((name) => join(path, name)).find((name) => existsSync(name))
  if (file !== undefined) return file
  throw fileProblem(path, 'there is no report in this folder', 'name a folder that `seatrial run --out DIR` wrote')
}

function valid<T>(
  result: { readonly success: true; readonly data: T } | { readonly success: false; readonly error: unknown },
  document: object,
  file: string,
): T {
  if (result.success) return result.data
  const version = (document as { schemaVersion?: unknown }).schemaVersion
  if (version !== REPORT_SCHEMA_VERSION)
    throw fileProblem(
      file,
      `expected a report with schema version ${REPORT_SCHEMA_VERSION}, got ${String(version)}`,
      'read it with the version of seatrial that wrote it, or run the scenario again',
    )
  throw fileProblem(file, 'the report is damaged', 'run the scenario again', result.error)
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
