import { type Aggregator, buildReport, type RareSampling, scenarioHash } from '../../analysis/index.ts'
import type { Report } from '../../model/report.ts'
import type { Scenario } from '../../model/scenario.ts'
import { lookConfidence } from '../../stats/index.ts'

/** A run whose end was chosen by its data. */
export interface LookedAt {
  readonly scenario: Scenario
  readonly aggregator: Aggregator
  readonly seed: number
  /** Samples of rare failures, where they were drawn. */
  readonly rare?: RareSampling | undefined
}

/** Its report with every interval, and the bound of every target, at the confidence of look `look`. */
export function reportAt({ scenario, aggregator, seed, rare }: LookedAt, look: number, confidence = 0.95): Report {
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
    rare,
    examples: [],
    partial: false,
    confidence: lookConfidence(confidence, look),
  })
}

/** The verdicts on its targets at the confidence of look `look`. */
export const verdictsAt = (of: LookedAt, look: number): Report['verdicts'] => reportAt(of, look).verdicts
