import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Source } from '../experiment/compare/compare-sources.ts'
import { aggregatorOfCsv } from '../experiment/compare/rows-of-csv.ts'
import type { ReportFile } from '../loading/read-report.ts'

/** A report as a source of a comparison; with its deployments where their files lie beside it. */
export function sourceOfReport({ file, folder, report }: ReportFile): Source {
  const { scenario, environment, seed, runs } = report
  const source = { kind: 'report', file, name: scenario.name, environment, seed, runs } as const
  return { source, report, rows: rowsIn(folder) }
}

function rowsIn(folder: string): Source['rows'] {
  const [runs, stages] = ['runs.csv', 'stages.csv'].map((name) => join(folder, name))
  if (runs === undefined || stages === undefined || !existsSync(runs) || !existsSync(stages)) return null
  const read = (file: string) => ({ file, text: readFileSync(file, 'utf8') })
  return aggregatorOfCsv(read(runs), read(stages)).read()
}
