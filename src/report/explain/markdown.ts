import type { ExplainReport, LostTime, RunExplanation } from '../../model/explanation.ts'
import { formatValue, formatWithInterval } from '../format/quantity.ts'
import { inline, markdownTable } from '../markdown/cell.ts'
import { caughtText, endedText, guardText, letThroughText, words } from '../wording/attribution.ts'
import { stepLabel } from '../wording/step.ts'
import { differenceCell, guardValueText } from './guard-value.ts'
import { counterfactualText, endingText, failureSentences } from './wording.ts'

const MOST = 12
const time = (ms: number): string => formatValue(ms, 'ms')

/** An explanation for a comment or a step summary. */
export function explainMarkdown(report: ExplainReport): string {
  return [
    `## ${inline(report.scenario)}\n`,
    attributions(report),
    ...report.explained.map(section),
    guards(report),
    ...report.notes.map((note) => `> ${inline(note)}\n`),
  ]
    .filter((part) => part !== '')
    .join('\n')
}

function attributions({ attributions: all }: ExplainReport): string {
  if (all.length === 0) return ''
  const rows = all
    .slice(0, MOST)
    .map((line) => [
      inline(words(line.origin)),
      formatWithInterval(line.rate, 'ratio'),
      inline(endedText(line)),
      inline(`${letThroughText(line)}; ${guardText(line)}`),
      inline(caughtText(line)),
    ])
  return markdownTable(
    [['what'], ['of all deployments', 'right'], ['ended'], ['what let it through'], ['met first by']],
    rows,
  )
}

function section(run: RunExplanation): string {
  const why = run.why === '' ? '' : ` (${inline(words(run.why))})`
  const story = inline([endingText(run), ...failureSentences(run)].join(' '))
  const path = run.path.map(({ stage, step, job, fromMs, ms }) => [
    time(fromMs),
    inline(stage),
    stepLabel(step),
    inline(job ?? 'several jobs'),
    time(ms),
  ])
  const helped = run.counterfactuals.map((trial) => `- ${inline(counterfactualText(trial, run))}\n`).join('')
  return `### Deployment ${run.address}${why}\n\n${story}\n\n<details><summary>Critical path</summary>\n\n${markdownTable([['at', 'right'], ['stage'], ['what'], ['job'], ['took', 'right']], path)}\n</details>\n\n${lost(run)}${helped === '' ? '' : `**What would have helped**\n\n${helped}`}`
}

function lost({ median, durationMs, lostByStage, lostByStep }: RunExplanation): string {
  if (median === null || durationMs === null) return ''
  const rows = (all: readonly LostTime[], label: (name: string) => string): string[][] =>
    all
      .filter(({ lostMs }) => Math.abs(lostMs) >= 1_000)
      .map(({ name, ms, medianMs, lostMs }) => [
        inline(label(name)),
        time(ms),
        time(medianMs),
        `${lostMs > 0 ? '+' : ''}${time(lostMs)}`,
      ])
  const columns = [['lost in'], ['this one', 'right'], ['median', 'right'], ['lost', 'right']] as const
  const both = [...rows(lostByStage, (name) => name), ...rows(lostByStep, stepLabel)]
  return `Against the median deployment ${median.address} (${time(median.durationMs)}):\n\n${markdownTable(columns, both)}\n`
}

function guards({ guards: found }: ExplainReport): string {
  if (found === null) return ''
  const rows = found.values.map((value) => [
    inline(value.label),
    value.on ? 'on' : 'off',
    inline(differenceCell(value.changeFailures, 'ratio')),
    inline(differenceCell(value.unnoticed, 'ratio')),
    inline(differenceCell(value.impact, 'ms')),
    inline(differenceCell(value.duration, 'ms')),
  ])
  const columns = [
    ['guard'],
    ['here'],
    ['failed changes, %-points', 'right'],
    ['unnoticed, %-points', 'right'],
    ['damage a deployment, min', 'right'],
    ['deployment time, min', 'right'],
  ] as const
  const sentences = found.values
    .filter(({ idle }) => !idle)
    .map((value) => `- ${inline(guardValueText(value, found.runs))}\n`)
    .join('')
  return `### What each guard is worth\n\nWith it minus without it, ${found.runs} paired deployments each, 95 % intervals.\n\n${markdownTable(columns, rows)}\n${sentences}`
}
