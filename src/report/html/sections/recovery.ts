import type { Report } from '../../../model/report.ts'
import { RECOVERY_PARTS, recoveryPart } from '../../figure.ts'
import { whole } from '../../format/number.ts'
import { columnOf, formatShare } from '../../format/quantity.ts'
import { markup, type Piece } from '../../markup.ts'
import { stackedBar } from '../../plot/bar.ts'
import { estimateText, legend, table } from '../component.ts'
import type { Section } from '../document.ts'

const MEANING = {
  detect: 'from impact until something or somebody notices',
  decide: 'until a policy, an approval or a person chose what to do',
  act: 'until the repair is in place',
  verify: 'until service is known to be restored',
} as const

/** Recovery from impact to restored service, in its four parts. */
export function recoverySection(report: Report): Section {
  const parts = RECOVERY_PARTS.flatMap((part) => {
    const measurement = recoveryPart(report, part)
    return measurement === undefined ? [] : [{ part, measurement }]
  })
  const total = parts.reduce((sum, { measurement }) => sum + (measurement.mean.value ?? 0), 0)
  const time = columnOf(total, 'ms')
  const entire = report.measurements['recovery.duration']
  const bar = stackedBar(
    parts.map(({ part, measurement }) => ({
      size: measurement.mean.value ?? 0,
      className: part,
      title: `${part}: ${time(measurement.mean.value)}`,
    })),
    total,
    'parts of the mean recovery',
    26,
  )
  const entries = parts.map(({ part, measurement }) => {
    const mean = measurement.mean.value
    return [part, markup`${part} <b>${time(mean)}</b> · ${formatShare(mean ?? 0, total)}`] as const
  })
  const line = (name: string, about: string, m: NonNullable<typeof entire>): Piece[] => [
    name,
    estimateText(m.mean, 'ms', total),
    estimateText(m.p50, 'ms', total),
    estimateText(m.p95, 'ms', total),
    time(m.max),
    about,
  ]
  const rows = [
    ...parts.map(({ part, measurement }) => line(part, MEANING[part], measurement)),
    ...(entire === undefined ? [] : [line('whole recovery', 'from impact to restored service', entire)]),
  ]
  const columns = [
    ['part'],
    ['mean', 'number'],
    ['median', 'number'],
    ['P95', 'number'],
    ['longest', 'number'],
    ['what it is'],
  ] as const
  return {
    id: 'recovery',
    title: 'Recovery: detect, decide, act, verify',
    short: 'Recovery',
    lead: `Over ${whole(entire?.n ?? 0)} rolled-back and failed deployments; those that healed by themselves are not in it.`,
    content:
      rows.length === 0 || (entire?.n ?? 0) === 0
        ? null
        : markup`${total > 0 && bar}${total > 0 && legend(entries)}
${table(columns, rows, { label: 'recovery', className: 'wide told' })}`,
  }
}
