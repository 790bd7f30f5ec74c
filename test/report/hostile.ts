import type { Report } from '../../src/model/report.ts'
import { beforeReport } from './sample.ts'

/** Text that tries to become an element, an attribute, a style, a table border, a link or a terminal command. */
export const HOSTILE = `<script>alert(1)</script><img src=x onerror="alert(2)">"' onload='alert(3)' </style></svg>]]> | \`x\` [a](javascript:alert(4)) \u001b[31m\u0007 & &lt; {{x}} \${y}`

/** A report in which every text that a user, a manifest or a fault can choose is hostile. */
export function hostileReport(): Report {
  const report = beforeReport()
  report.scenario = { name: HOSTILE, description: HOSTILE, hash: HOSTILE }
  report.notes = [HOSTILE]
  report.audit = [{ subject: HOSTILE, published: HOSTILE, derived: HOSTILE, comment: HOSTILE }]
  report.measurements[`stage.${HOSTILE}.duration`] = report.measurements['stage.build.duration']!
  report.rates[HOSTILE] = report.rates['change.failure.rate']!
  report.criticalPath.push({ stage: HOSTILE, step: HOSTILE, meanMs: 60_000 })
  for (const verdict of report.verdicts) verdict.target = HOSTILE
  for (const published of report.published) published.source = HOSTILE
  for (const failure of report.failures)
    Object.assign(failure, { cause: HOSTILE, stage: HOSTILE, detectedBy: HOSTILE, example: HOSTILE })
  for (const example of report.examples) {
    Object.assign(example, { address: HOSTILE, why: HOSTILE })
    example.marks.push({ at: 1_000, label: HOSTILE })
    for (const job of example.jobs.slice(0, 3)) {
      Object.assign(job, { job: HOSTILE, stage: HOSTILE, name: HOSTILE })
      job.steps.push({ step: HOSTILE, from: job.started, to: job.finished })
    }
  }
  for (const assumption of report.assumptions)
    Object.assign(assumption, { path: HOSTILE, about: HOSTILE, unit: HOSTILE, value: { [HOSTILE]: HOSTILE } })
  report.assumptions[0]!.elasticity = { [HOSTILE]: { value: 1, low: 0, high: 2, n: 1 } }
  report.assumptions[3]!.source = `https://example.org/"onclick="alert(5)`
  return report
}
