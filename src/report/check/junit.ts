import type { CheckedMetric, CheckReport } from '../../model/check.ts'
import { type Markup, markup } from '../markup.ts'
import { changeText, checkedLabel } from './wording.ts'

function result(metric: CheckedMetric): Markup | null {
  const message = `${checkedLabel(metric)}: ${changeText(metric)}`
  if (metric.status === 'regression')
    return markup`<failure type="regression" message="${message}">${message}</failure>`
  return metric.status === 'inconclusive' ? markup`<skipped message="${`inconclusive: ${message}`}"/>` : null
}

/** junit.xml of a check: a test case a gating metric. A regression is a failure; what is undecided is skipped. */
export function checkJunit({ scenario, against, metrics, seed, runs }: CheckReport): string {
  const gating = metrics.filter((metric) => metric.gating)
  const count = (status: CheckedMetric['status']): number => gating.filter((metric) => metric.status === status).length
  const cases = gating.map((metric) => {
    const inner = result(metric)
    const head = markup`    <testcase name="${checkedLabel(metric)}" classname="${scenario.name}"`
    return inner === null ? markup`${head}/>\n` : markup`${head}>${inner}</testcase>\n`
  })
  const properties = Object.entries({ against: against.name, seed, runs, hash: scenario.hash })
  const counts = markup`tests="${gating.length}" failures="${count('regression')}" errors="0" skipped="${count('inconclusive')}"`
  return `<?xml version="1.0" encoding="UTF-8"?>\n${
    markup`<testsuites name="seatrial check" ${counts}>
  <testsuite name="${scenario.name}" ${counts}>
    <properties>
${properties.map(([key, value]) => markup`      <property name="${key}" value="${value}"/>\n`)}    </properties>
${cases}  </testsuite>
</testsuites>
`.text
  }`
}
