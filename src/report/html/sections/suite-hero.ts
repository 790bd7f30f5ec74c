import type { Report, SuiteReport } from '../../../model/report.ts'
import { figureOf } from '../../figure.ts'
import { columnOf, formatEstimate, formatSigned, formatWithInterval } from '../../format/quantity.ts'
import { type Markup, markup } from '../../markup.ts'
import type { Pair } from '../../pair.ts'
import { inStageOrder, stageMinutes } from '../../stages.ts'
import { overall, STATUS_SIGN, tally } from '../../wording/verdict.ts'
import { estimateText, minutesLegend } from '../component.ts'
import { bigFigure } from './hero.ts'
import { kindTotals, stageBar } from './minutes-bars.ts'

const meanText = (report: Report): string => {
  const mean = figureOf(report, 'deployment.duration', 'mean')
  return mean === null ? '–' : formatEstimate(mean, 'ms').value
}

function pairFigure({ before, after, comparison }: Pair): Markup {
  const { value, interval } = formatSigned(comparison.difference, comparison.unit)
  const paired =
    comparison.metric === 'deployment.duration' &&
    markup`<p class="sure">paired difference <b>${value}</b>${interval !== null && ` (${interval})`} · takes <b class="nowrap">${formatWithInterval(comparison.ratio, 'ratio')}</b> of the time</p>`
  return markup`<p class="eyebrow">mean deployment time, ${before.scenario.name} → ${after.scenario.name}</p>
<p class="big pair">${bigFigure(meanText(before))}<span class="arrow">→</span>${bigFigure(meanText(after))}</p>${paired}`
}

function answers(reports: readonly Report[]): Markup[] {
  return reports.flatMap((report) => {
    const status = overall(report.verdicts)
    if (status === null) return []
    const { pass, fail, inconclusive } = tally(report.verdicts)
    const text = [`${pass} met`, fail > 0 && `${fail} missed`, inconclusive > 0 && `${inconclusive} not decided`]
    return [
      markup`<div class="answer ${status}"><strong class="${status}">${STATUS_SIGN[status]} ${report.scenario.name}</strong> <span class="muted">targets: ${text.filter(Boolean).join(', ')}</span></div>`,
    ]
  })
}

/** Stages of both under each other on one scale, so that the eye sees what is gone. */
export function pairBars({ before, after }: Pair): Markup {
  const sides = [before, after].map((report) => ({
    name: report.scenario.name,
    stages: stageMinutes(report.criticalPath),
  }))
  const full = Math.max(1, ...sides.flatMap(({ stages }) => stages.map(({ meanMs }) => meanMs)))
  const names = inStageOrder(sides.flatMap(({ stages }) => stages.map(({ stage }) => stage)))
  const time = columnOf(full, 'ms')
  const rows = names.map((name) => {
    const lines = sides.map((side) => {
      const stage = side.stages.find((s) => s.stage === name)
      const bar = stage === undefined ? '' : stageBar(stage, full)
      return markup`<div class="side"><div>${bar}</div><div class="number">${stage === undefined ? '–' : time(stage.meanMs)}</div></div>`
    })
    return markup`<div><dt>${name}</dt><dd class="bar-cell sides">${lines}</dd></div>`
  })
  return markup`<dl class="minutes pair-minutes">${rows}</dl>`
}

/** The first screen of a suite: from what to what, how sure that is, whether targets are met, where the minutes went. */
export function suiteHero(suite: SuiteReport, reports: readonly Report[], pair: Pair | null): Markup {
  const { name, description } = suite.suite
  const title = markup`<h1>${name}</h1>${description !== '' && markup`<p class="description">${description}</p>`}`
  if (pair === null) {
    const list = reports.map(
      (report) =>
        markup`<li>${report.scenario.name}: ${estimateText(figureOf(report, 'deployment.duration', 'mean'), 'ms')}</li>`,
    )
    return markup`${title}<div class="hero"><div><p class="eyebrow">mean deployment time</p><ul>${list}</ul></div><div>${answers(reports)}</div></div>`
  }
  const totals = kindTotals(stageMinutes(pair.before.criticalPath))
  return markup`${title}<div class="hero"><div>${pairFigure(pair)}${answers(reports)}</div>
<div><p class="eyebrow">where the minutes go: upper bar ${pair.before.scenario.name}, lower bar ${pair.after.scenario.name}</p>${pairBars(pair)}${Object.keys(totals).length > 0 && minutesLegend()}</div></div>`
}
