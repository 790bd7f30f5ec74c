import { type CampaignReport, type FactorLevel, RESILIENCES } from '../../model/campaign.ts'
import { formatSigned, formatWithInterval, NONE } from '../format/quantity.ts'
import { inline, markdownTable } from '../markdown/cell.ts'
import { limited } from '../markdown/limit.ts'
import { countText, extentText, rowName, WAY } from './wording.ts'

/** A campaign for a step summary. */
export function campaignMarkdown(report: CampaignReport): string {
  const { matrix, policies, misses, stopped, notes } = report
  const head = `### ${inline(report.scenario)}: resilience\n\n${extentText(report)}. Combinations by how they come back: ${countText(report, RESILIENCES)}.\n\n`
  const problems = [...(stopped === null ? [] : [stopped]), ...misses].map((text) => `- ✗ ${inline(text)}\n`).join('')
  const rows = matrix.map((row) => [
    inline(rowName(row)),
    ...row.cells.map((cell) => {
      if (cell === null) return NONE
      const time = cell.timeToRecover === null ? '' : ` ${formatWithInterval(cell.timeToRecover, 'ms')}`
      return `**${WAY[cell.worst]}**${time}`
    }),
  ])
  const table = `${markdownTable([['fault'], ...policies.map((policy) => [policy] as const)], rows)}\n`
  const effects = (['policy', 'tier'] as const).map((factor) => effectTable(report, factor))
  return limited([
    `${head}${problems === '' ? '' : `${problems}\n`}`,
    table,
    ...effects,
    notes.map((note) => `> ${inline(note)}\n`).join('>\n'),
  ])
}

function effectTable({ effects }: CampaignReport, factor: FactorLevel['factor']): string {
  const levels = effects.filter((effect) => effect.factor === factor && effect.n > 0)
  if (levels.length < 2) return ''
  const rows = levels.map(({ level, n, ways, timeToRecover, difference }) => {
    const against = difference === null ? null : formatSigned(difference, 'ms')
    return [
      level,
      ...RESILIENCES.map((way) => `${Math.round((100 * ways[way]) / n)} %`),
      formatWithInterval(timeToRecover, 'ms'),
      against === null ? '' : `${against.value} (${against.interval ?? 'no interval'})`,
    ]
  })
  const columns = [
    [factor],
    ...RESILIENCES.map((way) => [WAY[way], 'right'] as const),
    ['time to recover', 'right'],
    ['against the first', 'right'],
  ] as const
  return `${markdownTable(columns, rows)}\n`
}
