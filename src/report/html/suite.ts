import type { Report, SuiteReport } from '../../model/report.ts'
import { markup } from '../markup.ts'
import { mainPair } from '../pair.ts'
import { page } from './document.ts'
import { auditSection } from './sections/audit.ts'
import { comparisonsSection } from './sections/comparisons.ts'
import { factorialSection } from './sections/factorial.ts'
import { scenariosSection } from './sections/scenarios.ts'
import { sideBySideSection } from './sections/side-by-side.ts'
import { suiteHero } from './sections/suite-hero.ts'

/**
 * report.html of a suite: what was run together, set against each other. `reports` are those of the suite's scenarios;
 * the pair shown side by side is the suite's first comparison of deployment times.
 */
export function renderSuite(suite: SuiteReport, reports: readonly Report[]): string {
  const pair = mainPair(suite, reports)
  const count = suite.scenarios.length
  const header = markup`<div class="brand"><span><b>seatrial</b> · deployment rehearsal</span><span>suite of ${count} ${count === 1 ? 'scenario' : 'scenarios'} · seed ${suite.seed} · ${suite.environment === 'sim' ? 'simulated' : 'real cluster (kind)'}${suite.partial && markup` · <span class="tag tuned">partial</span>`}</span></div>${suiteHero(suite, reports, pair)}`
  return page({
    title: `${suite.suite.name} · seatrial`,
    header,
    sections: [
      sideBySideSection(pair),
      comparisonsSection(suite),
      factorialSection(suite, reports),
      scenariosSection(suite, reports),
      auditSection(suite.audit ?? reports.find(({ audit }) => audit !== undefined && audit.length > 0)?.audit),
    ],
    footer: markup`Scenarios share their random numbers, so that differences are paired. The page of each scenario has its stages, failures, recoveries and assumptions. Times in the files beside this page are milliseconds.`,
  })
}
