import { columnOf, formatShare, formatValue } from '../../format/quantity.ts'
import { type Markup, markup } from '../../markup.ts'
import { stackedBar } from '../../plot/bar.ts'
import type { StageMinutes } from '../../stages.ts'
import { MINUTE_KINDS, MINUTE_LABELS } from '../../wording/step.ts'
import { minutesLegend } from '../component.ts'

/** A stage as a bar of its kinds of minutes; `full` (ms) fills the width. */
export const stageBar = ({ stage, parts, meanMs }: StageMinutes, full: number): Markup =>
  stackedBar(
    parts.map(({ kind, meanMs: size }) => ({
      size,
      className: kind,
      title: `${stage}: ${MINUTE_LABELS[kind]} ${formatValue(size, 'ms')}`,
    })),
    full,
    `${stage}: ${formatValue(meanMs, 'ms')}`,
  )

/** What each kind of minute adds up to over stages, ms. */
export const kindTotals = (stages: readonly StageMinutes[]): Record<string, number> =>
  Object.fromEntries(
    MINUTE_KINDS.map((kind) => [
      kind,
      stages.reduce((sum, { parts }) => sum + (parts.find((part) => part.kind === kind)?.meanMs ?? 0), 0),
    ]),
  )

/** A bar a stage, all on one scale (`full` ms fills the width), and what the kinds of minutes add up to. */
export function minutesBars(stages: readonly StageMinutes[], full: number, total: number): Markup {
  const time = columnOf(total, 'ms')
  const rows = stages.map(
    (stage) =>
      markup`<div><dt>${stage.stage}</dt><dd class="bar-cell">${stageBar(stage, full)}</dd><dd class="number">${time(stage.meanMs)} <span class="muted">· ${formatShare(stage.meanMs, total)}</span></dd></div>`,
  )
  return markup`<dl class="minutes">${rows}</dl>${minutesLegend(kindTotals(stages))}`
}
