import type { Example } from '../../model/report.ts'
import { formatValue } from '../format/quantity.ts'
import { type Markup, markup } from '../markup.ts'
import { axisLabels, grid } from './axis.ts'
import { figure, span, upright } from './figure.ts'
import { packLanes } from './lanes.ts'
import { runsOf } from './runs.ts'
import { linear, percent, type Scale, timeTicks } from './scale.ts'

type Job = Example['jobs'][number]

/** Above this many jobs in a stage, waiting for a runner is not drawn: the lanes would be all waiting. */
const MOST_WITH_WAITS = 40
const AXIS = 20
const FLAG = 18

/**
 * The time axis of an example: from the trigger to the end of what happened. The last mark is the end of the observation
 * and does not stretch the axis; marks beyond its end are listed and not drawn.
 */
export function ganttScale({ jobs, marks, durationMs }: Example): Scale {
  const instants = marks.map((mark) => mark.at).sort((a, b) => a - b)
  const end = Math.max(durationMs ?? 0, ...jobs.map((job) => job.finished), ...instants.slice(0, -1))
  const last = instants.at(-1) ?? 0
  return linear(0, Math.max(1, end, last <= end * 1.1 ? last : 0))
}

const drawn = (marks: Example['marks'], scale: Scale): Example['marks'] => marks.filter(({ at }) => at <= scale.high)

const laneHeight = (lanes: number): number => (lanes <= 6 ? 13 : lanes <= 24 ? 8 : 4)

function tooltip(job: Job): string {
  const time = (ms: number): string => formatValue(ms, 'ms')
  const name = job.job === job.name ? job.name : `${job.job} (${job.name})`
  const wait = job.started > job.queued ? `, waited ${time(job.started - job.queued)}` : ''
  const path = `${job.critical ? ', on the critical path' : ''}${job.passed ? '' : ', FAILED'}`
  return `${name}${job.attempt > 1 ? `, attempt ${job.attempt}` : ''}: ${time(job.started)} to ${time(job.finished)} (${time(job.finished - job.started)}${wait})${path}`
}

/** The steps of a critical job, coloured by kind of minute; `titled` gives each a tooltip instead of the job's. */
const steps = (job: Job, scale: Scale, y: number, height: number, titled: boolean): Markup =>
  markup`${runsOf(job.steps).map(({ kind, from, to, words }) => {
    const title = titled ? `${job.job}: ${words.join(', ')}, ${formatValue(to - from, 'ms')}` : null
    return span(scale.at(from), scale.at(to), y, height, `step ${kind}`, title)
  })}`

function bar(job: Job, scale: Scale, y: number, height: number, waits: boolean): Markup {
  const wait = waits && job.started > job.queued
  const className = `job${job.critical ? ' critical' : ''}${job.passed ? '' : ' failed'}`
  return markup`${wait && span(scale.at(job.queued), scale.at(job.started), y + height / 2 - 1, 2, 'queued')}${span(scale.at(job.started), scale.at(job.finished), y, height, className, tooltip(job))}${job.critical && steps(job, scale, y, height, false)}${!job.passed && span(scale.at(job.finished) - 0.003, scale.at(job.finished), y - 1, height + 2, 'failure-end')}`
}

/** The jobs of one stage in packed lanes, the critical ones highlighted. */
export function ganttStage(stage: string, jobs: readonly Job[], scale: Scale, marks: Example['marks']): Markup {
  const waits = jobs.length <= MOST_WITH_WAITS
  const lanes = packLanes(jobs, (job) => ({ from: waits ? job.queued : job.started, to: job.finished }))
  const height = laneHeight(lanes.length)
  const full = lanes.length * (height + 2) + 4
  return figure(full, `${stage}: ${jobs.length} jobs`, 'gantt', [
    grid(scale, timeTicks(scale), 0, full),
    lanes.map((lane, index) => lane.map((job) => bar(job, scale, index * (height + 2) + 3, height, waits))),
    drawn(marks, scale).map((mark) => upright(scale.at(mark.at), 0, full, 'event')),
  ])
}

/** The critical path alone, flattened: what every minute of it was spent on, waiting for a runner included. */
export function ganttPath(jobs: readonly Job[], scale: Scale): Markup {
  const critical = jobs.filter((job) => job.critical).sort((a, b) => a.started - b.started)
  const wait = (job: Job): Markup | false =>
    job.started > job.queued &&
    span(
      scale.at(job.queued),
      scale.at(job.started),
      4,
      16,
      'waiting',
      `${job.job}: waiting to start, ${formatValue(job.started - job.queued, 'ms')}`,
    )
  const body = (job: Job): Markup => span(scale.at(job.started), scale.at(job.finished), 4, 16, 'machine', tooltip(job))
  return figure(24, 'the critical path', 'gantt', [
    grid(scale, timeTicks(scale), 0, 24),
    critical.map(wait),
    critical.map((job) => markup`${body(job)}${steps(job, scale, 4, 16, true)}`),
    critical.map((job, i) => job.stage !== critical[i - 1]?.stage && upright(scale.at(job.queued), 0, 24, 'cut')),
  ])
}

/** Marks nearer to each other than this share of the width are put into rows below each other. */
const CROWDED = 0.06

function flagRows(scale: Scale, marks: Example['marks']): number[] {
  let row = 0
  return marks.map((mark, index) => {
    const before = marks[index - 1]
    row = before !== undefined && scale.at(mark.at) - scale.at(before.at) < CROWDED ? row + 1 : 0
    return row
  })
}

/** Time axis and numbered marks; the numbers are explained under the chart. */
export function ganttAxis(scale: Scale, all: Example['marks']): Markup {
  const marks = drawn(all, scale)
  const at = timeTicks(scale)
  const rows = flagRows(scale, marks)
  const flagsHeight = marks.length === 0 ? 0 : (Math.max(...rows) + 1) * FLAG
  const height = AXIS + flagsHeight
  const flags = marks.map((mark, index) => {
    const y = (rows[index] ?? 0) * FLAG + FLAG / 2
    const flag = markup`<circle r="8" class="flag"/><text y="4" text-anchor="middle" class="flag-label">${index + 1}</text>`
    return markup`${upright(scale.at(mark.at), 0, y, 'event')}<svg x="${percent(scale.at(mark.at))}" y="${y}" overflow="visible">${flag}<title>${mark.label}</title></svg>`
  })
  return figure(height, 'time since the trigger', 'gantt', [axisLabels(scale, at, height - 6, 'ms'), flags])
}
