import type { Report } from '../../../model/report.ts'
import { whole } from '../../format/number.ts'
import { formatValue } from '../../format/quantity.ts'
import { markup } from '../../markup.ts'
import { metricLabel } from '../../wording/metric.ts'
import { estimateText, table } from '../component.ts'
import type { Section } from '../document.ts'

/** Every quantity that was measured, for those who look one up. */
export function measurementsSection(report: Report): Section {
  const rows = Object.entries(report.measurements).map(([name, m]) => [
    markup`<span title="${name}">${metricLabel(name)}</span>`,
    estimateText(m.mean, m.unit),
    estimateText(m.p50, m.unit),
    estimateText(m.p95, m.unit),
    formatValue(m.max, m.unit),
    whole(m.n),
    m.designEffect === null ? '–' : m.designEffect.toFixed(2),
    m.method,
  ])
  const columns = [
    ['quantity'],
    ['mean', 'number'],
    ['median', 'number'],
    ['P95', 'number'],
    ['largest', 'number'],
    ['n', 'number'],
    ['design effect', 'number'],
    ['interval of the mean'],
  ] as const
  return {
    id: 'measurements',
    title: 'Everything that was measured',
    short: 'All figures',
    content:
      rows.length === 0
        ? null
        : markup`<details><summary>${rows.length} quantities</summary>${table(columns, rows, { label: 'all measurements', className: 'wider' })}</details>`,
  }
}
