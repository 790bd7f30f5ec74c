import type { Report } from '../../model/report.ts'
import { whole } from '../format/number.ts'
import { columnOf, formatExact, formatShare, formatWithInterval, NONE } from '../format/quantity.ts'
import { headlineRows } from '../headline.ts'
import { predictedCells } from '../prediction.ts'
import { rareLines } from '../rare/lines.ts'
import { pathLength, stageMinutes } from '../stages.ts'
import { caughtText, endedText, guardText, letThroughText, words } from '../wording/attribution.ts'
import { confidenceText, figuresName, samplingText } from '../wording/sampling.ts'
import { MINUTE_KINDS } from '../wording/step.ts'
import { goalText, hasReason, overall, STATUS_SIGN, tally, verdictReason } from '../wording/verdict.ts'
import { inline, markdownTable } from './cell.ts'
import { limited } from './limit.ts'

/** Lines of a list that is as long as the scenario makes it; the rest is in report.html. */
const MOST = 12

function verdictLine(report: Report): string {
  const status = overall(report.verdicts)
  if (status === null) return 'No targets were set.'
  const { pass, fail, inconclusive } = tally(report.verdicts)
  const counts = [`${pass} met`, fail > 0 && `${fail} missed`, inconclusive > 0 && `${inconclusive} not decided`]
  return `**${STATUS_SIGN[status]} ${status}**: ${counts.filter(Boolean).join(', ')}.`
}

function headline(report: Report): string {
  const rows = headlineRows(report).map(({ label, published, figure, verdict, unit }) => [
    inline(label),
    published === null ? '' : formatExact(published.value, unit),
    figure === null ? NONE : formatWithInterval(figure, unit, published?.value),
    verdict === null ? '' : inline(goalText(verdict, unit)),
    verdict === null ? '' : `${STATUS_SIGN[verdict.status]} ${verdict.status}`,
  ])
  const columns = [
    ['figure'],
    ['published', 'right'],
    [figuresName(report.environment), 'right'],
    ['target', 'right'],
    ['verdict'],
  ] as const
  return markdownTable(columns, rows)
}

/** Reasons of the targets that are not met, or rest on fewer independent deployments; `unit` of a figure is that of its row. */
function reasons(report: Report): string {
  const open = headlineRows(report).flatMap(({ verdict, label, unit }) =>
    verdict === null || !hasReason(verdict)
      ? []
      : [`- ${STATUS_SIGN[verdict.status]} ${inline(label)}: ${inline(verdictReason(verdict, unit))}\n`],
  )
  return open.slice(0, MOST).join('')
}

function minutes(report: Report): string {
  const stages = stageMinutes(report.criticalPath)
  if (stages.length === 0) return ''
  const total = pathLength(stages)
  const time = columnOf(total, 'ms')
  const rows = stages
    .slice(0, MOST)
    .map(({ stage, meanMs, parts }) => [
      inline(stage),
      `**${time(meanMs)}**`,
      formatShare(meanMs, total),
      ...MINUTE_KINDS.map((kind) => time(parts.find((part) => part.kind === kind)?.meanMs ?? 0)),
    ])
  const columns = [
    ['stage'],
    ['critical path', 'right'],
    ['share', 'right'],
    ['machines', 'right'],
    ['people', 'right'],
    ['waiting', 'right'],
  ] as const
  return `**Where the minutes go**\n\n${markdownTable(columns, rows)}\n`
}

function predicted({ predicted: all = [] }: Report): string {
  if (all.length === 0) return ''
  const rows = all.map((figure) => {
    const { label, predicted: before, measured, ratio } = predictedCells(figure)
    return [inline(label), before, `**${measured}**`, ratio]
  })
  const columns = [['mean of'], ['predicted', 'right'], ['measured', 'right'], ['ratio', 'right']] as const
  return `**Predicted and measured**\n\n${markdownTable(columns, rows)}\n`
}

function failures({ failures: all }: Report): string {
  if (all.length === 0) return ''
  const rows = [...all]
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST)
    .map(({ cause, fault, stage, outcome, count, example }) => [
      inline(words(fault ?? cause)),
      inline(stage),
      outcome,
      whole(count),
      inline(example),
    ])
  const columns = [['cause'], ['showed in'], ['ended'], ['deployments', 'right'], ['for example']] as const
  return `<details><summary>Causes of failures</summary>\n\n${markdownTable(columns, rows)}\n</details>\n\n`
}

function attributions({ attributions: all = [] }: Report): string {
  if (all.length === 0) return ''
  const rows = all
    .slice(0, MOST)
    .map((line) => [
      inline(words(line.origin)),
      formatWithInterval(line.rate, 'ratio'),
      inline(endedText(line)),
      inline(`${letThroughText(line)}; ${guardText(line)}`),
      inline(caughtText(line)),
      line.recovery === null ? NONE : formatWithInterval(line.recovery.duration, 'ms'),
    ])
  const columns = [
    ['what'],
    ['of all deployments', 'right'],
    ['ended'],
    ['what let it through'],
    ['met first by'],
    ['recovery', 'right'],
  ] as const
  return `<details><summary>What went wrong, and what let it through</summary>\n\n${markdownTable(columns, rows)}\n</details>\n\n`
}

function rare({ rareFailures }: Report): string {
  if (rareFailures === undefined) return ''
  const rows = rareLines(rareFailures).map(([name, text]) => [inline(name), inline(text)])
  return `**Rare failures, by importance sampling**\n\n${markdownTable([['figure'], ['value']], rows)}\n`
}

const section = (report: Report): string => {
  const notes = report.notes.slice(0, MOST).map((note) => `> ${inline(note)}\n`)
  const description = report.scenario.description === '' ? '' : `${inline(report.scenario.description)}\n\n`
  return `### ${inline(report.scenario.name)}

${description}${verdictLine(report)} ${samplingText(report)}, seed ${report.seed}, ${confidenceText(report.sampling.confidence)} intervals.

${headline(report)}
${reasons(report)}
${rare(report)}${predicted(report)}${minutes(report)}${attributions(report)}${failures(report)}${notes.join('>\n')}
`
}

/**
 * summary.md: what a reviewer needs of one or more reports, for the step summary of a CI job. GitHub refuses summaries
 * above 1 MiB (docs.github.com, "Workflow commands: Adding a job summary"); longer ones end with a sentence that says so.
 */
export const summaryMarkdown = (reports: readonly Report[]): string => limited(reports.map(section))
