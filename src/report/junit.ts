import type { Report, Verdict } from '../model/report.ts'
import { unitOf } from './figure.ts'
import { type Markup, markup } from './markup.ts'
import { hasReason, tally, verdictReason } from './wording/verdict.ts'

function result(verdict: Verdict, unit: string): Markup | null {
  const reason = verdictReason(verdict, unit)
  if (verdict.status === 'fail') return markup`<failure type="target-missed" message="${reason}">${reason}</failure>`
  if (verdict.status === 'inconclusive') return markup`<skipped message="${`inconclusive: ${reason}`}"/>`
  return hasReason(verdict) ? markup`<system-out>${reason}</system-out>` : null
}

function suite(report: Report): Markup {
  const count = tally(report.verdicts)
  const { name, hash } = report.scenario
  const cases = report.verdicts.map((verdict) => {
    const inner = result(verdict, unitOf(report, verdict.metric))
    const head = markup`    <testcase name="${verdict.target}" classname="${name}"`
    return inner === null ? markup`${head}/>\n` : markup`${head}>${inner}</testcase>\n`
  })
  const properties = Object.entries({ environment: report.environment, seed: report.seed, runs: report.runs, hash })
  return markup`  <testsuite name="${name}" tests="${report.verdicts.length}" failures="${count.fail}" errors="0" skipped="${count.inconclusive}">
    <properties>
${properties.map(([key, value]) => markup`      <property name="${key}" value="${value}"/>\n`)}    </properties>
${cases}  </testsuite>
`
}

/**
 * junit.xml: a test suite a scenario, a test case a target. `pass` passes and `fail` is a failure. `inconclusive` is
 * *skipped* with the number of deployments still needed: a failure would block a merge on missing evidence, a pass would
 * claim what was not shown. A gate that wants evidence uses exit code 5 instead. Times are left out, because a target
 * takes none.
 */
export function junitXml(reports: readonly Report[]): string {
  const count = tally(reports.flatMap((report) => report.verdicts))
  const tests = count.pass + count.fail + count.inconclusive
  return `<?xml version="1.0" encoding="UTF-8"?>\n${
    markup`<testsuites name="seatrial" tests="${tests}" failures="${count.fail}" errors="0" skipped="${count.inconclusive}">
${reports.map(suite)}</testsuites>
`.text
  }`
}
