import type { DeploymentRow } from '../../analysis/index.ts'
import { runsCsv } from '../../report/csv/runs.ts'
import { stagesCsv } from '../../report/csv/stages.ts'
import type { OutputFolder } from './output-folder.ts'

/** runs.csv and stages.csv, written as the rows come; they appear when they are finished. */
export interface RowFiles extends Disposable {
  add(rows: readonly DeploymentRow[]): void
  finish(): void
}

/** Begins the row files in a folder below `folder` (empty for the folder itself). */
export function openRowFiles(folder: OutputFolder, below: string): RowFiles {
  using cleanup = new DisposableStack()
  const files = [
    { file: cleanup.use(folder.open(`${below}runs.csv`)), chunks: runsCsv },
    { file: cleanup.use(folder.open(`${below}stages.csv`)), chunks: stagesCsv },
  ]
  for (const { file, chunks } of files) for (const header of chunks([])) file.write(header)
  const open = cleanup.move()
  return {
    add: (rows) => {
      for (const { file, chunks } of files) {
        const [, ...body] = chunks(rows)
        for (const text of body) file.write(text)
      }
    },
    finish: () => {
      for (const { file } of files) file.finish()
    },
    [Symbol.dispose]: () => open.dispose(),
  }
}
