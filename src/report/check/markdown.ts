import type { CheckReport } from '../../model/check.ts'
import { whole } from '../format/number.ts'
import { inline, markdownTable } from '../markdown/cell.ts'
import { limited } from '../markdown/limit.ts'
import { STATUS_SIGN } from '../wording/verdict.ts'
import {
  againstText,
  CHECK_SIGN,
  changeText,
  changeTitle,
  changeWorthText,
  checkedLabel,
  checkSentence,
  sidesOf,
  worthText,
} from './wording.ts'

/** summary.md of a check, for the step summary of a CI job or a comment on a merge request. */
export function checkMarkdown(report: CheckReport): string {
  const { scenario, status, runs, stretches, seed } = report
  const head = `### ${inline(scenario.name)}: ${CHECK_SIGN[status]} ${status}

${inline(checkSentence(report))}

${inline(againstText(report))}; ${whole(runs)} paired deployments in ${whole(stretches)} stretches, seed ${seed}.

`
  return limited([
    head,
    metrics(report),
    changes(report),
    targets(report),
    report.notes.map((note) => `> ${inline(note)}\n`).join('>\n'),
  ])
}

function metrics({ metrics: all }: CheckReport): string {
  const shown = all.filter((metric) => metric.status !== 'identical')
  if (shown.length === 0) return ''
  const rows = shown.map((metric) => [
    inline(checkedLabel(metric)),
    sidesOf(metric)[0],
    sidesOf(metric)[1],
    inline(changeText(metric)),
    metric.gating ? `${CHECK_SIGN[metric.status]} ${metric.status}` : 'does not gate',
  ])
  return `${markdownTable([['figure'], ['before', 'right'], ['after', 'right'], ['change', 'right'], ['']], rows)}\n`
}

function changes({ changes: all, code, together }: CheckReport): string {
  const rows = all.map((change) => [inline(changeTitle(change)), inline(changeWorthText(change))])
  if (code !== null && !code.identical)
    rows.unshift(['seatrial itself, or code that the scenario imports', inline(worthText(code.worth))])
  if (together !== null) rows.push(['what they do together only', inline(worthText(together))])
  return rows.length === 0 ? '' : `${markdownTable([['what differs'], ['worth alone']], rows)}\n`
}

function targets({ verdicts }: CheckReport): string {
  if (verdicts.length === 0) return ''
  return `${verdicts.map(({ status, target }) => `- ${STATUS_SIGN[status]} ${inline(target)}: ${status}\n`).join('')}\n`
}
