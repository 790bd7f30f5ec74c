import type { Report } from '../../../model/report.ts'
import { markup } from '../../markup.ts'
import { predictedCells } from '../../prediction.ts'
import { table } from '../component.ts'
import type { Section } from '../document.ts'

/** What the simulator said before, beside what was measured: the error of the simulator, in the open. */
export function predictedSection({ predicted = [] }: Report): Section {
  const rows = predicted.map((figure) => {
    const { label, predicted: before, measured, ratio } = predictedCells(figure)
    return [markup`<span title="${figure.metric}">${label}</span>`, before, markup`<b>${measured}</b>`, ratio]
  })
  const columns = [
    ['mean of'],
    ['predicted', 'number'],
    ['measured', 'number'],
    ['measured / predicted', 'number'],
  ] as const
  return {
    id: 'predicted',
    title: 'Predicted and measured',
    short: 'Prediction',
    lead: 'Before the first of these deployments began, the simulator said how long the same deployments would take.',
    content:
      rows.length === 0 ? null : table(columns, rows, { label: 'predicted and measured figures', className: 'wide' }),
  }
}
