import type { Report } from '../../model/report.ts'
import { columnOf, formatShare } from '../format/quantity.ts'
import { inStageOrder, pathLength, stageMinutes } from '../stages.ts'
import { fillLegend, terminalBar } from './bars.ts'
import { cut, lengthOf, type Paint, padded, plain, WIDTH } from './text.ts'

/** Most characters of a stage's name. */
const NAME = 20
const GAP = 2

/** One scenario whose minutes are drawn; the name stands beside its bars when there are several. */
export interface MinutesSide {
  readonly name: string
  readonly report: Report
}

/**
 * Where the minutes go: a bar a stage, and for several scenarios their bars under each other, all on one scale. Empty when
 * no deployment has a critical path.
 */
export function minutesLines(sides: readonly MinutesSide[], paint: Paint): string[] {
  const drawn = sides.map(({ name, report }) => ({ name: plain(name), stages: stageMinutes(report.criticalPath) }))
  const all = drawn.flatMap(({ stages }) => stages)
  if (all.length === 0) return []
  const full = Math.max(...all.map(({ meanMs }) => meanMs))
  const time = columnOf(full, 'ms')
  const names = inStageOrder(all.map(({ stage }) => stage))
  const nameWidth = Math.min(NAME, Math.max(...names.map((name) => lengthOf(plain(name)))))
  const several = drawn.length > 1
  const sideWidth = several ? Math.min(12, Math.max(...drawn.map(({ name }) => lengthOf(name)))) + GAP : 0
  const figureWidth = Math.max(...all.map(({ meanMs }) => lengthOf(time(meanMs))))
  const shareWidth = 5
  const barWidth = WIDTH - nameWidth - sideWidth - figureWidth - shareWidth - 2 * GAP
  const rows = names.flatMap((name) =>
    drawn.map(({ name: side, stages }, index) => {
      const stage = stages.find((s) => s.stage === name)
      const label = padded(index === 0 ? cut(plain(name), nameWidth) : '', nameWidth)
      const who = several ? paint('dim', padded(cut(side, sideWidth - GAP), sideWidth)) : ''
      if (stage === undefined) return `${label}  ${who}${padded('–', barWidth + figureWidth + GAP, 'right')}`
      const blank = ' '.repeat(Math.max(0, barWidth - visibleLength(stage, full, barWidth)))
      const bar = terminalBar(stage, full, barWidth, paint) + blank
      const share = paint('dim', padded(formatShare(stage.meanMs, pathLength(stages)), shareWidth, 'right'))
      return `${label}  ${who}${bar}${padded(time(stage.meanMs), figureWidth + GAP, 'right')}${share}`
    }),
  )
  const title = 'Where the minutes go'
  const subtitle = 'mean time on the critical path'
  return [`${paint('bold', title)}  ${paint('dim', subtitle)}`, fillLegend(paint), ...rows]
}

const visibleLength = (stage: Parameters<typeof terminalBar>[0], full: number, width: number): number =>
  lengthOf(terminalBar(stage, full, width, (_, text) => text))
