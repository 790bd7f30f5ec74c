import type { Report, SuiteReport } from '../../../model/report.ts'
import { figureOf } from '../../figure.ts'
import { type Markup, markup, type Piece } from '../../markup.ts'
import { histogram, histogramDomain } from '../../plot/histogram.ts'
import { linear } from '../../plot/scale.ts'
import { overall } from '../../wording/verdict.ts'
import { chip, estimateText, table } from '../component.ts'
import type { Section } from '../document.ts'

/** A link to the page of a scenario, relative, so that the folder can be moved. */
export const scenarioLink = (suite: SuiteReport, name: string): Piece => {
  const folder = suite.scenarios.find((scenario) => scenario.name === name)?.folder
  return folder === undefined ? name : markup`<a href="./${encodeURI(folder)}/report.html">${name}</a>`
}

function spread(suite: SuiteReport, reports: readonly Report[]): Markup | null {
  const shown = reports.filter(({ histogram: { counts } }) => counts.some((count) => count > 0))
  if (shown.length === 0) return null
  const scale = linear(0, Math.max(...shown.map((report) => histogramDomain(report.histogram).high)))
  const rows = shown.map((report, index) => {
    const mean = figureOf(report, 'deployment.duration', 'mean')?.value ?? null
    const marks = mean === null ? [] : [{ at: mean, label: '', className: 'mean' }]
    const options = {
      height: index === shown.length - 1 ? 78 : 56,
      label: report.scenario.name,
      marks,
      scale,
      axis: index === shown.length - 1,
    }
    return markup`<div>${scenarioLink(suite, report.scenario.name)}</div><div>${histogram(report.histogram, options)}</div>`
  })
  return markup`<h3>How deployment times spread</h3><div class="small-multiple">${rows}</div>`
}

/** Every scenario of the suite: its figures, a link to its page, and how its times spread on a common axis. */
export function scenariosSection(suite: SuiteReport, reports: readonly Report[]): Section {
  const rows = reports.map((report) => {
    const status = overall(report.verdicts)
    return [
      scenarioLink(suite, report.scenario.name),
      estimateText(figureOf(report, 'deployment.duration', 'mean'), 'ms'),
      estimateText(figureOf(report, 'deployment.duration', 'p95'), 'ms'),
      estimateText(figureOf(report, 'change.failure.rate', 'rate'), 'ratio'),
      estimateText(figureOf(report, 'recovery.duration', 'mean'), 'ms'),
      status === null ? '–' : chip(status),
    ]
  })
  const columns = [
    ['scenario'],
    ['deployment time, mean', 'number'],
    ['P95', 'number'],
    ['change failure rate', 'number'],
    ['time to recovery, mean', 'number'],
    ['targets'],
  ] as const
  return {
    id: 'scenarios',
    title: 'All scenarios',
    short: 'Scenarios',
    lead: 'Deployment D of stretch S has the same change set in each of them. Each name links to the full report of the scenario.',
    content: markup`${table(columns, rows, { label: 'scenarios', className: 'wider' })}${spread(suite, reports)}`,
  }
}
