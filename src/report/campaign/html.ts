import {
  type CampaignReport,
  type FactorLevel,
  type MatrixRow,
  RESILIENCES,
  type Resilience,
} from '../../model/campaign.ts'
import { whole } from '../format/number.ts'
import { formatSigned } from '../format/quantity.ts'
import { estimateText, noteList, table } from '../html/component.ts'
import { page } from '../html/document.ts'
import { type Markup, markup, type Piece } from '../markup.ts'
import { stackedBar } from '../plot/bar.ts'
import { words } from '../wording/attribution.ts'
import { extentText, policiesText, rowName, WAY, WAY_MEANING } from './wording.ts'

/** A way back as a chip; its colour says how good that is, and its word says it too. */
const CHIP: Readonly<Record<Resilience, string>> = {
  alone: 'pass',
  approval: 'pass',
  stopped: 'inconclusive',
  'by-hand': 'fail',
  not: 'fail not',
}
const wayChip = (way: Resilience): Markup =>
  markup`<span class="chip ${CHIP[way]}" title="${WAY_MEANING[way]}">${WAY[way]}</span>`

/** campaign.html: one file, no network. */
export function renderCampaign(report: CampaignReport): string {
  const { scenario, stopped, misses, notes } = report
  const answer =
    stopped !== null
      ? markup`<div class="answer fail"><strong class="fail">✗ ${stopped}</strong></div>`
      : misses.length > 0 &&
        markup`<div class="answer fail"><strong class="fail">✗ ${whole(misses.length)} combinations come back in a worse way than is accepted</strong></div>`
  return page({
    title: `${scenario} · resilience · seatrial`,
    header: markup`<div class="brand"><span><b>seatrial</b> · fault campaign</span><span>${extentText(report)} · ${report.environment === 'sim' ? 'simulated' : 'measured on kind'}</span></div>
<h1>${scenario}: what it comes back from, and how</h1>${answer}`,
    sections: [
      {
        id: 'ways',
        title: 'How combinations come back',
        short: 'Summary',
        lead: 'Each combination counts with the worst of its deployments.',
        content: summary(report),
      },
      {
        id: 'matrix',
        title: 'The resilience matrix',
        short: 'Matrix',
        lead: `Way back and time to recover with its 95 % interval, by fault and rollback policy; tiers that agree share a line. The worst come first. Policies: ${policiesText(report)}`,
        content: matrix(report),
      },
      {
        id: 'effects',
        title: 'What each factor does',
        short: 'Factors',
        lead: 'Averages over all other factors; differences are of the same trials, paired; intervals come from the spread between faults.',
        content: effects(report),
      },
      { id: 'notes', title: 'Notes', short: 'Notes', content: noteList([...misses, ...notes]) },
    ],
    footer: markup`One deployment a repetition, which changes a few services of each tier; nothing but the fault goes wrong. Time to recover runs from impact to restored service, or until the fault was over where nobody had to act.`,
  })
}

function summary({ cells }: CampaignReport): Markup {
  const all = cells.filter(({ worst }) => worst !== null).length
  const rows = RESILIENCES.map((way) => {
    const count = cells.filter(({ worst }) => worst === way).length
    return [
      wayChip(way),
      WAY_MEANING[way],
      stackedBar(
        [{ size: count, className: 'machine', title: `${WAY[way]}: ${count}` }],
        Math.max(1, all),
        WAY[way],
        12,
      ),
      whole(count),
    ]
  })
  return table([['it comes back'], ['what that means'], [''], ['combinations', 'number']], rows, {
    label: 'ways back',
    className: 'bars ways',
  })
}

function matrix({ matrix: lines, policies }: CampaignReport): Markup {
  const cell = (of: MatrixRow['cells'][number]): Piece =>
    of === null
      ? markup`<span class="muted">–</span>`
      : markup`${wayChip(of.worst)}${of.timeToRecover !== null && markup`<br>${estimateText(of.timeToRecover, 'ms')}`}`
  const rows = lines.map((row) => [rowName(row), ...row.cells.map(cell)])
  return table([['fault'], ...policies.map((policy) => [words(policy)] as const)], rows, {
    label: 'resilience matrix',
    className: 'wide',
  })
}

function effects({ effects: all }: CampaignReport): Markup | null {
  const tables = (['policy', 'tier'] as const).flatMap((factor) => {
    const levels = all.filter((effect) => effect.factor === factor && effect.n > 0)
    return levels.length < 2
      ? []
      : [markup`<h3>${factor === 'policy' ? 'Rollback policy' : 'Service tier'}</h3>${levelTable(levels)}`]
  })
  return tables.length === 0 ? null : markup`${tables}`
}

function levelTable(levels: readonly FactorLevel[]): Markup {
  const rows = levels.map(({ level, n, ways, timeToRecover, difference }) => {
    const against = difference === null ? null : formatSigned(difference, 'ms')
    return [
      words(level),
      ...RESILIENCES.map((way) => `${Math.round((100 * ways[way]) / n)} %`),
      estimateText(timeToRecover, 'ms'),
      against === null
        ? ''
        : markup`<b class="nowrap">${against.value}</b> <span class="interval-text">(${against.interval ?? 'no interval'})</span>`,
    ]
  })
  const columns = [
    ['level'],
    ...RESILIENCES.map((way) => [WAY[way], 'number'] as const),
    ['time to recover', 'number'],
    ['against the first', 'number'],
  ] as const
  return table(columns, rows, { label: 'effects of a factor', className: 'wide' })
}
