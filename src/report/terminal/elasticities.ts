import { HEADLINE_FIGURES, type HeadlineFigure, type ScenarioElasticities } from '../../model/elasticities.ts'
import { listParameters } from '../../model/parameter.ts'
import type { ReportEstimate } from '../../model/report.ts'
import { scenarioSchema } from '../../model/scenario.ts'
import { fixed, whole } from '../format/number.ts'
import { metricLabel } from '../wording/metric.ts'
import { blocks } from './report.ts'
import { terminalTable } from './table.ts'
import { type Paint, paintOf, plain, type TerminalOptions, WIDTH, wrapped } from './text.ts'

/** Constants shown for each figure. */
const SHOWN = 6

/** The constants that a scenario's headline figures certainly depend on, for a terminal: the most influential of each. */
export function terminalElasticities(
  name: string,
  elasticities: ScenarioElasticities,
  options: TerminalOptions,
): string {
  const paint = paintOf(options)
  const { runs, stretches, seed, factor, constants } = elasticities
  const how = `${whole(runs)} deployments in ${whole(stretches)} stretches, seed ${seed}, constants × and ÷ ${factor}`
  const all = Object.values(constants)
  const idle = all.filter((figures) => Object.values(figures).every(hasNoInfluence)).length
  const closing = `Of ${all.length} assumed constants ${idle} have no influence on these deployments. Not shown: constants whose interval includes 0.`
  return blocks([
    [paint('bold', plain(name)), ...wrapped(how, WIDTH).map((line) => paint('dim', line))],
    ...HEADLINE_FIGURES.map((figure) => figureLines(figure, constants, paint)),
    wrapped(closing, WIDTH),
  ])
}

function figureLines(figure: HeadlineFigure, constants: ScenarioElasticities['constants'], paint: Paint): string[] {
  const switches = new Set(
    listParameters(scenarioSchema).flatMap(({ path, note }) => (note.unit === 'switch' ? [path] : [])),
  )
  const rows = Object.entries(constants)
    .flatMap(([path, figures]) => (figures[figure] === undefined ? [] : [{ path, estimate: figures[figure] }]))
    .filter(({ estimate }) => certain(estimate) > 0)
    .sort((a, b) => certain(b.estimate) - certain(a.estimate))
    .slice(0, SHOWN)
    .map(({ path, estimate }) => [
      { text: plain(`${path}${switches.has(path) ? ' (switched on)' : ''}`) },
      { text: signed(estimate.value), paint: (text: string) => paint('bold', text) },
      { text: `(${signed(estimate.low)} to ${signed(estimate.high)})` },
    ])
  const columns = [
    { title: `1 % more of it changes: ${metricLabel(figure)}`, align: 'left', least: 20 },
    { title: 'by %', align: 'right' },
    { title: '95 % interval', align: 'left' },
  ] as const
  const none = [{ text: '– nothing certain with so few deployments' }, { text: '' }, { text: '' }]
  return terminalTable(columns, rows.length === 0 ? [none] : rows, { heading: (text) => paint('dim', text) })
}

const hasNoInfluence = ({ value, low, high }: ReportEstimate): boolean =>
  value === null || (value === 0 && low === 0 && high === 0)

/** The size that an elasticity has at least, by its interval; 0 where that includes 0 or is missing. */
function certain({ low, high }: ReportEstimate): number {
  if (low === null || high === null) return 0
  return low > 0 ? low : high < 0 ? -high : 0
}

const signed = (value: number | null): string => (value === null ? '–' : `${value > 0 ? '+' : ''}${fixed(value, 2)}`)
