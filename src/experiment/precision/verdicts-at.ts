import { type Aggregator, buildReport, scenarioHash } from '../../analysis/index.ts'
import type { Report } from '../../model/report.ts'
import type { Scenario } from '../../model/scenario.ts'
import { lookConfidence } from '../../stats/index.ts'

/** A run whose end was chosen by its data. */
export interface LookedAt {
  readonly scenario: Scenario
  readonly aggregator: Aggregator
  readonly seed: number
}

/** Its report with every interval, and the bound of every target, at the confidence of look `look`. */
export function reportAt({ scenario, aggregator, seed }: LookedAt, look: number, confidence = 0.95): Report {
  const targets = scenario.targets.map((target) => ({
    ...target,
    confidence: lookConfidence(target.confidence, look),
  }))
  return buildReport({
    scenario: { ...scenario, targets },
    scenarioHash: scenarioHash(scenario),
    environment: 'sim',
    seed,
    aggregator,
    examples: [],
    partial: false,
    confidence: lookConfidence(confidence, look),
  })
}

/** The verdicts on its targets at the confidence of look `look`. */
export const verdictsAt = (of: LookedAt, look: number): Report['verdicts'] => reportAt(of, look).verdicts
