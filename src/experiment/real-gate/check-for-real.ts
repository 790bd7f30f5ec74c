import { scenarioHash } from '../../analysis/index.ts'
import { CHECK_SCHEMA_VERSION, type CheckedMetric, type CheckReport } from '../../model/check.ts'
import type { Scenario } from '../../model/scenario.ts'
import { fewestPairs, type MetricDecision } from '../../stats/index.ts'
import { listChanges } from '../gate/explain-changes.ts'
import { driveRealGate } from './drive-real-gate.ts'
import { PILOT_SHARE } from './pair-budget.ts'
import type { RealGateOptions, RealGateResult, Sample, Variant } from './real-gate.ts'

/** The version that a scenario is checked against. */
export interface RealReference extends Pick<CheckReport['against'], 'kind' | 'file' | 'provenance'> {
  readonly scenario: Scenario
}

/** Chance of a false first alarm unless another is given. */
export const DEFAULT_ALPHA = 0.005
/** Pairs below which a budget cannot reach alpha at all. */
export const leastPairs = (alpha: number, metrics: number): number => fewestPairs(alpha * PILOT_SHARE, metrics)

/** Both ends of a ratio's interval are one-sided bounds at this confidence. */
const BOUND = 0.95

/**
 * Checks a scenario against another one on real runs, whatever `measure` runs them on. Throws StatisticsError when the
 * budget of pairs cannot reach alpha; rejects with what `measure` rejects with.
 */
export async function checkForReal(
  scenario: Scenario,
  reference: RealReference,
  options: RealGateOptions,
): Promise<CheckReport> {
  const { alpha = DEFAULT_ALPHA } = options
  const result = await driveRealGate({ ...options, alpha })
  const pairs = result.pairs.length
  return {
    ...{ kind: 'check', schemaVersion: CHECK_SCHEMA_VERSION, environment: 'kind' },
    scenario: { name: scenario.name, hash: scenarioHash(scenario) },
    against: {
      ...{ kind: reference.kind, file: reference.file, provenance: reference.provenance },
      name: reference.scenario.name,
      hash: scenarioHash(reference.scenario),
    },
    ...{ seed: result.seed, runs: pairs, stretches: pairs, partial: false, status: result.status },
    metrics: options.metrics.map((metric) => checkedMetric(metric, result)),
    ...{ code: null, ...listChanges(reference.scenario, scenario) },
    verdicts: [],
    notes: notesOn(result, options.mostPairs, alpha),
  }
}

function checkedMetric(metric: string, result: RealGateResult): CheckedMetric {
  const decision = result.decision?.metrics.find(({ name }) => name === metric)
  const before = meanOf(result, 'baseline', metric)
  const after = meanOf(result, 'candidate', metric)
  const difference = before === null || after === null ? null : after - before
  const ratio = decision === undefined ? null : (decision.confirmation ?? decision.first).ratio
  return {
    ...{ metric, unit: 'ms', gating: true, before, after, confidence: BOUND },
    status: decision === undefined ? 'inconclusive' : statusOf(decision),
    difference: { value: difference, low: null, high: null, n: result.pairs.length },
    ratio: ratio ?? { value: null, low: null, high: null, n: result.pairs.length },
    needed: decision === undefined ? result.needed : decision.needed,
  }
}

const statusOf = ({ status }: MetricDecision): CheckedMetric['status'] =>
  status === 'to-confirm' ? 'inconclusive' : status

function meanOf({ pairs }: RealGateResult, variant: Variant, metric: string): number | null {
  if (pairs.length === 0) return null
  return pairs.reduce((sum, pair) => sum + ((pair[variant] as Sample)[metric] ?? 0), 0) / pairs.length
}

/** How it was decided, in sentences. */
function notesOn(result: RealGateResult, mostPairs: number, alpha: number): string[] {
  const { pairs, planned, needed, decision } = result
  const of = (stage: string): number => pairs.filter((pair) => pair.stage === stage).length
  const stages = [
    `${of('pilot')} pairs in the pilot`,
    of('first') > 0 && `${of('first')} more in the first stage`,
    of('fresh') > 0 && `${of('fresh')} fresh ones to confirm the alarm`,
  ].filter((part) => part !== false)
  const how = `Interleaved pairs in random order: ${stages.join(', ')}; alpha ${alpha}, seed of the order ${result.seed}.`
  if (decision !== null) return [how]
  const plan =
    planned === null
      ? 'The noise of the pilot is so large that no feasible number of pairs finds the slowdown.'
      : `The noise of the pilot asks for ${planned} pairs a stage, and the budget is ${mostPairs}: ${needed} more are needed (--pairs ${planned}).`
  return [how, plan]
}
