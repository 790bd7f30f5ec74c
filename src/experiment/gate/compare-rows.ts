import {
  type Metric,
  metricsOf,
  type OrderedRows,
  pairedSides,
  RATES,
  type RateMetric,
  rounded,
  roundedEstimate,
  type Sides,
  type Unit,
} from '../../analysis/index.ts'
import type { CheckedMetric, CheckStatus } from '../../model/check.ts'
import { InvalidInputError } from '../../model/errors.ts'
import { suggestName } from '../../model/validation/near-name.ts'
import type { Clusters } from '../../stats/index.ts'
import { type Decision, decideMean } from './decide-mean.ts'
import { decideRate } from './decide-rate.ts'
import {
  besideSettings,
  defaultGates,
  type GateSettings,
  type MetricSettings,
  metricSettings,
} from './gate-settings.ts'
import { newlyFailed } from './newly-failed.ts'

/** Quantities of which more is better. */
const MORE_IS_BETTER = ['cache.hit.ratio']

/** Every metric that both sides have, the gating ones with the gate's decision; others are decided alike and do not count. */
export function compareRows(
  from: OrderedRows,
  to: OrderedRows,
  stages: readonly string[],
  settings: GateSettings & { readonly seed: number },
): CheckedMetric[] {
  const metrics = metricsOf(stages)
  const names = [...metrics, ...RATES].map(({ name }) => name)
  const gates = settings.metrics ?? defaultGates(stages)
  requireMetrics(gates, names)
  const paired = <M extends Metric | RateMetric>(metric: M) => {
    const sides = pairedSides(metric, from, to)
    return sides === null ? [] : [{ metric, sides, gating: gates.includes(metric.name) }]
  }
  const means = metrics.flatMap(paired)
  const rates = RATES.flatMap(paired)
  const gating = [...means, ...rates].filter((one) => one.gating).length
  const shared = metricSettings(settings, gating, settings.seed)
  const beside = besideSettings(settings, settings.seed)
  const of = (one: { readonly gating: boolean }): MetricSettings => (one.gating ? shared : beside)
  return [
    ...means.map((mean) => checkedMean(mean, of(mean))),
    ...rates.map((rate) => checkedRate(rate, newlyFailed(rate.metric, from, to), of(rate))),
  ]
}

/** The status of a whole gate: the worst of its gating metrics. */
export function gateStatus(metrics: readonly CheckedMetric[]): CheckStatus {
  const statuses = metrics.filter(({ gating }) => gating).map(({ status }) => status)
  return (['regression', 'inconclusive', 'pass'] as const).find((status) => statuses.includes(status)) ?? 'identical'
}

interface Paired<M> {
  readonly metric: M
  readonly sides: Sides
  readonly gating: boolean
}

function checkedMean(paired: Paired<Metric>, settings: MetricSettings): CheckedMetric {
  const { metric, sides } = paired
  if (!MORE_IS_BETTER.includes(metric.name)) return checked(paired, metric.unit, decideMean(sides, settings), settings)
  const { status, needed } = decideMean({ a: sides.b, b: sides.a }, settings)
  return checked(paired, metric.unit, { ...decideMean(sides, settings), status, needed }, settings)
}

const checkedRate = (paired: Paired<RateMetric>, newly: Clusters, settings: MetricSettings): CheckedMetric =>
  checked(paired, 'ratio', decideRate(paired.sides, newly, settings), settings)

function checked(
  { metric, sides, gating }: Paired<{ readonly name: string }>,
  unit: Unit,
  decided: Decision,
  settings: MetricSettings,
): CheckedMetric {
  return {
    metric: metric.name,
    unit,
    gating,
    status: decided.status,
    before: rounded(meanOf(sides.a), unit),
    after: rounded(meanOf(sides.b), unit),
    difference: roundedEstimate(decided.difference, unit),
    ratio: roundedEstimate(decided.ratio, 'ratio'),
    confidence: settings.confidence,
    needed: decided.needed,
  }
}

function meanOf(clusters: Sides['a']): number | null {
  const values = clusters.flat()
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

function requireMetrics(gates: readonly string[], names: readonly string[]): void {
  const unknown = gates.filter((gate) => !names.includes(gate))
  if (unknown.length === 0) return
  throw new InvalidInputError(
    '--metric',
    unknown.map((gate) => ({
      path: '',
      message: `there is no metric "${gate}"`,
      remedy: suggestName(gate, names, 'metrics'),
    })),
  )
}
