import type { Report } from '../../../model/report.ts'
import { figureOf } from '../../figure.ts'
import { columnOf, formatExact, formatShare } from '../../format/quantity.ts'
import { markup } from '../../markup.ts'
import { stackedBar } from '../../plot/bar.ts'
import { pathLength, stageMinutes } from '../../stages.ts'
import { minuteKind, stepLabel } from '../../wording/step.ts'
import { estimateText, minutesLegend, table } from '../component.ts'
import type { Section } from '../document.ts'
import { stageBar } from './minutes-bars.ts'

/** Steps that are listed; the rest is in report.json. */
const MOST_STEPS = 14

/** Stage by stage: what it adds to the critical path, and how long it takes from its first job to its end. */
export function minutesSection(report: Report): Section {
  const stages = stageMinutes(report.criticalPath)
  const total = pathLength(stages)
  const longest = Math.max(1, ...stages.map(({ meanMs }) => meanMs))
  const time = columnOf(total, 'ms')
  const anyPublished = report.published.some((p) => /^stage\..+\.duration$/.test(p.metric) && p.statistic === 'mean')
  const rows = stages.map((stage) => {
    const metric = `stage.${stage.stage}.duration`
    const published = report.published.find((p) => p.metric === metric && p.statistic === 'mean')
    return [
      stage.stage,
      stageBar(stage, longest),
      markup`<b>${time(stage.meanMs)}</b> <span class="muted">${formatShare(stage.meanMs, total)}</span>`,
      estimateText(figureOf(report, metric, 'mean'), 'ms', total),
      estimateText(figureOf(report, metric, 'p95'), 'ms', total),
      ...(anyPublished ? [published === undefined ? '–' : formatExact(published.value, 'ms')] : []),
    ]
  })
  const steps = stages
    .flatMap(({ stage, steps: list }) => list.map((step) => ({ stage, ...step })))
    .sort((a, b) => b.meanMs - a.meanMs)
    .slice(0, MOST_STEPS)
  const largest = steps[0]?.meanMs ?? 1
  const stepRows = steps.map(({ stage, step, meanMs }) => [
    markup`${stepLabel(step)} <span class="muted small nowrap">${stage}</span>`,
    stackedBar(
      [{ size: meanMs, className: minuteKind(step), title: `${stepLabel(step)}: ${time(meanMs)}` }],
      largest,
      stepLabel(step),
      12,
    ),
    markup`${time(meanMs)} <span class="muted">${formatShare(meanMs, total)}</span>`,
  ])
  const content = markup`${table(
    [
      ['stage'],
      ['on the critical path'],
      ['mean', 'number'],
      ['whole stage, mean', 'number'],
      ['whole stage, P95', 'number'],
      ...(anyPublished ? [['published', 'number'] as const] : []),
    ],
    rows,
    { label: 'stages', className: 'wide bars' },
  )}${minutesLegend()}
<h3>The longest steps on the critical path</h3>
${table([['step'], [''], ['mean', 'number']], stepRows, { label: 'steps', className: 'bars' })}`
  return {
    id: 'minutes',
    title: 'Where the minutes go',
    short: 'Minutes',
    lead: 'The critical path is the chain of jobs and waits that made a deployment as long as it was. Shortening anything else saves nothing.',
    content: stages.length === 0 ? null : content,
  }
}
