import type { Report } from '../../model/report.ts'
import { markup } from '../markup.ts'
import { confidenceText } from '../wording/sampling.ts'
import { page } from './document.ts'
import { assumptionsSection } from './sections/assumptions.ts'
import { attributionsSection } from './sections/attributions.ts'
import { auditSection } from './sections/audit.ts'
import { distributionSection } from './sections/distribution.ts'
import { examplesSection } from './sections/examples.ts'
import { failuresSection } from './sections/failures.ts'
import { headlineSection } from './sections/headline.ts'
import { brand, hero } from './sections/hero.ts'
import { measurementsSection } from './sections/measurements.ts'
import { minutesSection } from './sections/minutes.ts'
import { predictedSection } from './sections/predicted.ts'
import { rareSection } from './sections/rare.ts'
import { recoverySection } from './sections/recovery.ts'

/** What a page may show beside its report. */
export interface ReportExtras {
  /** The suite that the scenario was run in; `href` is relative to the page. */
  readonly suite?: { readonly name: string; readonly href: string }
}

/** report.html of one scenario: one file that needs nothing else, not even a network. */
export function renderReport(report: Report, extras: ReportExtras = {}): string {
  const { suite } = extras
  const link = suite !== undefined && markup` · <a href="./${encodeURI(suite.href)}">suite ${suite.name}</a>`
  return page({
    title: `${report.scenario.name} · seatrial`,
    header: markup`${brand(report, link)}${hero(report)}`,
    sections: [
      headlineSection(report),
      predictedSection(report),
      minutesSection(report),
      distributionSection(report),
      examplesSection(report),
      failuresSection(report),
      attributionsSection(report),
      rareSection(report),
      recoverySection(report),
      auditSection(report.audit),
      assumptionsSection(report),
      measurementsSection(report),
    ],
    footer: markup`Intervals are two-sided at ${confidenceText(report.sampling.confidence)}; a stretch of consecutive deployments is the unit of replication. The first ${report.sampling.warmUpPerStretch} deployments of each stretch warm it up and are not counted. Scenario <code>${report.scenario.hash}</code>. Times in the files beside this page are milliseconds.`,
  })
}
