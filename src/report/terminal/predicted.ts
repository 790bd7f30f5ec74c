import type { Report } from '../../model/report.ts'
import { predictedCells } from '../prediction.ts'
import { terminalTable } from './table.ts'
import { type Paint, plain } from './text.ts'

/** What the simulator said before, beside what was measured. Empty for simulated reports. */
export function predictedLines({ predicted = [] }: Report, paint: Paint): string[] {
  if (predicted.length === 0) return []
  const rows = predicted.map((figure) => {
    const cells = predictedCells(figure)
    return [
      { text: plain(cells.label) },
      { text: cells.predicted },
      { text: cells.measured, paint: (text: string) => paint('bold', text) },
      { text: cells.ratio },
    ]
  })
  const columns = [
    { title: 'mean', align: 'left', least: 12 },
    { title: 'predicted', align: 'right' },
    { title: 'measured', align: 'right' },
    { title: 'ratio', align: 'right' },
  ] as const
  return terminalTable(columns, rows, { heading: (text) => paint('dim', text) })
}
