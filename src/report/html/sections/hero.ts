import type { Report } from '../../../model/report.ts'
import { figureOf, unitOf } from '../../figure.ts'
import { whole } from '../../format/number.ts'
import { formatEstimate, formatWithInterval } from '../../format/quantity.ts'
import { type Markup, markup } from '../../markup.ts'
import { pathLength, stageMinutes } from '../../stages.ts'
import { figureLabel } from '../../wording/metric.ts'
import { confidenceText, figuresName, samplingText } from '../../wording/sampling.ts'
import { goalText, neededText, overall, STATUS_SIGN, tally } from '../../wording/verdict.ts'
import { minutesBars } from './minutes-bars.ts'

/** Most targets that are spelt out on the first screen. */
const MOST = 3

/** A figure in large type, its unit smaller. */
export function bigFigure(text: string): Markup {
  const [number = '', ...unit] = text.split(' ')
  return markup`${number}${unit.length > 0 && markup`<span class="unit">${unit.join(' ')}</span>`}`
}

function answer(report: Report): Markup {
  const status = overall(report.verdicts)
  if (status === null) return markup`<div class="answer"><strong>No targets were set</strong></div>`
  const all = report.verdicts.length
  const count = tally(report.verdicts)
  const text = {
    pass: all === 1 ? 'The target is met' : `All ${all} targets are met`,
    fail: `${whole(count.fail)} of ${all} targets missed`,
    inconclusive: `${whole(count.inconclusive)} of ${all} targets not decided`,
  }[status]
  const others = [
    status !== 'pass' && count.pass > 0 && `${count.pass} met`,
    status === 'fail' && count.inconclusive > 0 && `${count.inconclusive} not decided`,
  ].filter((part) => part !== false)
  const open = [
    ...report.verdicts.filter((v) => v.status === 'fail'),
    ...report.verdicts.filter((v) => v.status === 'inconclusive'),
  ]
  const lines = open.slice(0, MOST).map((verdict) => {
    const unit = unitOf(report, verdict.metric)
    return markup`<li><span class="${verdict.status}" aria-label="${verdict.status}">${STATUS_SIGN[verdict.status]}</span> ${figureLabel(verdict.metric, verdict.statistic)} <span class="nowrap">${formatWithInterval(verdict.observed, unit)}</span>, target <span class="nowrap">${goalText(verdict, unit)}</span>${neededText(verdict)}</li>`
  })
  const more = open.length > MOST && markup`<li>and ${open.length - MOST} more below</li>`
  return markup`<div class="answer ${status}"><strong class="${status}">${STATUS_SIGN[status]} ${text}</strong>${others.length > 0 && markup`<span class="muted">, ${others.join(', ')}</span>`}${open.length > 0 && markup`<ul>${lines}${more}</ul>`}</div>`
}

function duration(report: Report): Markup {
  const mean = figureOf(report, 'deployment.duration', 'mean')
  const p95 = figureOf(report, 'deployment.duration', 'p95')
  if (mean === null || mean.value === null)
    return markup`<p class="eyebrow">mean deployment time</p><p class="big">–</p><p class="sure">no deployment reached production</p>`
  const { value, interval } = formatEstimate(mean, 'ms')
  const confidence = confidenceText(report.sampling.confidence)
  return markup`<p class="eyebrow">mean deployment time, ${figuresName(report.environment)}</p>
<p class="big">${bigFigure(value)}</p>
<p class="sure">${interval === null ? 'no interval: too few stretches' : markup`${confidence} interval <b>${interval}</b>`}${p95 !== null && markup` · P95 <b>${formatWithInterval(p95, 'ms')}</b>`}</p>`
}

/** The first screen of a report: how long a deployment takes, how sure that is, are the targets met, where the minutes go. */
export function hero(report: Report): Markup {
  const { name, description } = report.scenario
  const stages = stageMinutes(report.criticalPath)
  const minutes =
    stages.length > 0 &&
    markup`<div><p class="eyebrow">where the minutes go: mean time on the critical path</p>${minutesBars(stages, Math.max(...stages.map((s) => s.meanMs)), pathLength(stages))}</div>`
  return markup`<h1>${name}</h1>${description !== '' && markup`<p class="description">${description}</p>`}
<div class="hero"><div>${duration(report)}
${answer(report)}</div>${minutes}</div>`
}

/** The line above the title: what made the report, and of how much. */
export const brand = (report: Report, link: Markup | false): Markup =>
  markup`<div class="brand"><span><b>seatrial</b> · deployment rehearsal${link}</span><span>${samplingText(report)} · seed ${report.seed} · ${report.environment === 'sim' ? 'simulated' : 'real cluster (kind)'}${report.partial && markup` · <span class="tag tuned">partial</span>`}</span></div>`
