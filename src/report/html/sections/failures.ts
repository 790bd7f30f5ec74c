import { OUTCOMES } from '../../../model/outcome.ts'
import type { Report } from '../../../model/report.ts'
import { whole } from '../../format/number.ts'
import { formatShare } from '../../format/quantity.ts'
import { type Markup, markup } from '../../markup.ts'
import { stackedBar } from '../../plot/bar.ts'
import { words } from '../../wording/attribution.ts'
import { OUTCOME_MEANING } from '../../wording/outcome.ts'
import { estimateText, legend, table } from '../component.ts'
import type { Section } from '../document.ts'

const colour = (outcome: string): string => (outcome === 'failed' ? 'failed-outcome' : outcome)

function outcomes({ outcomes: count, runs }: Report): Markup {
  const parts = OUTCOMES.map((outcome) => ({
    size: count[outcome] ?? 0,
    className: colour(outcome),
    title: `${outcome}: ${whole(count[outcome] ?? 0)}`,
  }))
  const entries = OUTCOMES.map((outcome) => {
    const size = count[outcome] ?? 0
    return [
      colour(outcome),
      markup`<span title="${OUTCOME_MEANING[outcome]}">${outcome} <b>${whole(size)}</b> · ${formatShare(size, runs)}</span>`,
    ] as const
  })
  return markup`${stackedBar(parts, runs, 'outcomes')}${legend(entries)}`
}

function rates({ rates: all }: Report): Markup {
  const about: Readonly<Record<string, string>> = {
    'change.failure.rate': 'rolled back or failed, of those that reached production',
    'pipeline.failure.rate': 'blocked, rolled back or failed, of all',
    'data.corruption.rate': 'data damaged by going back, of those that reached production',
  }
  const rows = Object.entries(all).map(([name, rate]) => [
    name.replaceAll('.', ' '),
    estimateText(rate, 'ratio'),
    `${whole(rate.count)} of ${whole(rate.n)}`,
    rate.designEffect === null ? '–' : rate.designEffect.toFixed(2),
    about[name] ?? '',
  ])
  const columns = [
    ['rate'],
    ['value (interval)', 'number'],
    ['count', 'number'],
    ['design effect', 'number'],
    ['of what'],
  ] as const
  return table(columns, rows, { label: 'failure rates', className: 'wide' })
}

function causes({ failures }: Report): Markup | false {
  if (failures.length === 0) return markup`<p>No deployment ended badly.</p>`
  const sorted = [...failures].sort((a, b) => b.count - a.count)
  const most = sorted[0]?.count ?? 1
  const all = failures.reduce((sum, { count }) => sum + count, 0)
  const rows = sorted.map(({ cause, fault, stage, outcome, detectedBy, count, example }) => [
    words(fault ?? cause),
    stage,
    outcome,
    detectedBy === null ? '–' : words(detectedBy),
    stackedBar(
      [{ size: count, className: colour(outcome), title: `${words(fault ?? cause)}: ${count}` }],
      most,
      words(fault ?? cause),
      12,
    ),
    markup`${whole(count)} <span class="muted">${formatShare(count, all)}</span>`,
    markup`<code>${example}</code>`,
  ])
  const columns = [
    ['root cause'],
    ['showed in'],
    ['ended'],
    ['found by'],
    [''],
    ['deployments', 'number'],
    ['for example'],
  ] as const
  return table(columns, rows, { label: 'causes of failures', className: 'wide bars causes' })
}

/** How deployments ended, how often they failed, and why. */
export const failuresSection = (report: Report): Section => ({
  id: 'failures',
  title: 'What fails, and why',
  short: 'Failures',
  lead: 'Every failure is counted at its root cause and at the stage where it showed.',
  content: markup`${outcomes(report)}
<h3>Failure rates</h3>
${rates(report)}
<h3>Causes</h3>
${causes(report)}`,
})
