import type { Assumption, Report } from '../../../model/report.ts'
import { exact, fixed } from '../../format/number.ts'
import { formatExact, formatRange } from '../../format/quantity.ts'
import { type Markup, markup, type Piece } from '../../markup.ts'
import { metricLabel } from '../../wording/metric.ts'
import { table } from '../component.ts'
import type { Section } from '../document.ts'

/** A constant in print: a number with its unit, or a distribution with its numbers in the unit where they carry it. */
export function constantText(value: unknown, unit: string): string {
  if (typeof value === 'number') return formatExact(value, unit)
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map((item) => constantText(item, unit)).join(', ')}]`
  const { kind, ...rest } = value as Record<string, unknown>
  const bare = new Set(['sigma', 'shape', 'weight', 'weights'])
  const parts = Object.entries(rest).map(([name, item]) => `${name} ${constantText(item, bare.has(name) ? '' : unit)}`)
  return [kind, parts.join(', ')].filter((part) => part !== undefined && part !== '').join(' ')
}

/** The largest influence that is certain, by the end of its interval that is nearer to 0. */
const largest = ({ elasticity }: Assumption): number =>
  Math.max(-1, ...Object.values(elasticity ?? {}).map(({ low, high }) => Math.max(low ?? 0, -(high ?? 0), 0)))

const sourceText = (source: string): Piece =>
  /^https?:\/\/\S+$/.test(source) ? markup`<a href="${source}" rel="noreferrer">${source}</a>` : source

function basis({ assumed, source, unit }: Assumption): Markup {
  if (assumed !== null)
    return markup`<em>assumed</em>, plausible <span class="nowrap">${formatRange(assumed.low, assumed.high, unit)}</span>: ${assumed.why}`
  return markup`${source === null ? 'no source given' : sourceText(source)}`
}

const elasticityText = ({ elasticity, unit }: Assumption): Piece =>
  elasticity === null
    ? '–'
    : Object.entries(elasticity).map(([metric, { value, low, high }]) => {
        const sign = value !== null && value > 0 ? '+' : ''
        const text = value === null ? '–' : `${sign}${fixed(value, 2)} %`
        const range = low === null || high === null ? '' : ` (${fixed(low, 2)} to ${fixed(high, 2)})`
        // A switch has no percent more of it.
        const on = unit === 'switch' && 'switched on: '
        return markup`<div>${on}${metricLabel(metric)} <b class="nowrap">${text}</b><span class="interval-text">${range}</span></div>`
      })

/** A path that may be broken after its dots. */
const pathText = (path: string): Piece =>
  path.split('.').map((name, index) => (index === 0 ? name : markup`.<wbr/>${name}`))

/** Figures stay with their units when a line is broken. */
const unbroken = (text: string): string => text.replace(/(\d) (?=(?:min|s|h|MiB)\b|%)/g, '$1\u00a0')

const row = (assumption: Assumption): Piece[] => [
  markup`<code>${pathText(assumption.path)}</code>${assumption.tuned && markup` <span class="tag tuned">tuned</span>`}${assumption.overridden && markup` <span class="tag">set by the scenario</span>`}`,
  unbroken(constantText(assumption.value, assumption.unit)),
  assumption.about,
  basis(assumption),
  elasticityText(assumption),
]

function listing(rows: readonly Assumption[], label: string): Markup {
  const columns = [
    ['constant'],
    ['value'],
    ['what it is'],
    ['where it comes from'],
    ['1 % more of it changes'],
  ] as const
  const known = rows.some(({ elasticity }) => elasticity !== null)
  const width = known ? columns.length : columns.length - 1
  return table(
    columns.slice(0, width),
    rows.map((assumption) => row(assumption).slice(0, width)),
    { label, className: 'wider constants' },
  )
}

/** Assumed constants that are shown at once: the tuned ones, then the most influential; the others are a click away. */
const FIRST = 10

/** Every constant of the mechanisms: where it comes from, and how much the headline depends on it. */
export function assumptionsSection({ assumptions, tunedConstants }: Report): Section {
  const sorted = [...assumptions].sort((a, b) => Number(b.tuned) - Number(a.tuned) || largest(b) - largest(a))
  const assumed = sorted.filter((a) => a.assumed !== null)
  const first = Math.max(FIRST, assumed.filter((a) => a.tuned).length)
  const rest = assumed.slice(first)
  const sourced = sorted.filter((a) => a.assumed === null)
  const tuned = tunedConstants === 1 ? '1 was tuned' : `${exact(tunedConstants)} were tuned`
  return {
    id: 'assumptions',
    title: 'What is assumed',
    short: 'Assumptions',
    lead: `Of ${assumptions.length} constants ${sourced.length} have a source and ${assumed.length} are assumed; ${tuned} while looking at a published result.`,
    content:
      assumptions.length === 0
        ? null
        : markup`${assumed.length > 0 && listing(assumed.slice(0, first), 'assumed constants')}
${rest.length > 0 && markup`<details><summary>${rest.length} more assumed constants</summary>${listing(rest, 'more assumed constants')}</details>`}
${sourced.length > 0 && markup`<details><summary>${sourced.length} constants with a source</summary>${listing(sourced, 'constants with a source')}</details>`}`,
  }
}
