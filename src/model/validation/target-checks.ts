import type { Problem } from '../errors.ts'
import type { Scenario } from '../scenario.ts'
import { unknownName } from './names.ts'

/** Shares of deployments: a target on them says `rate(…)`. */
const RATES = ['change.failure.rate', 'pipeline.failure.rate', 'data.corruption.rate']

/** Quantities that every deployment may have: a target on them says `mean(…)`, `p95(…)` and so on. */
const MEASUREMENTS = [
  'deployment.duration',
  'job.wait',
  'cache.hit.ratio',
  'recovery.duration',
  'recovery.detect',
  'recovery.decide',
  'recovery.act',
  'recovery.verify',
  'downtime.requests.lost',
  'manual.steps',
  'engineer.hours',
  'runner.minutes',
]

/** A figure that reports of pipelines with these stages have, or this is what is wrong with it. */
export const checkMetric = (path: string, metric: string, stages: readonly string[]): Problem[] =>
  unknownName(path, metric, [...RATES, ...MEASUREMENTS, ...stages.map((name) => `stage.${name}.duration`)], 'metric')

/** Targets must be about a figure that a report has, with a statistic that fits it. */
export function checkMetrics(scenario: Scenario): Problem[] {
  const stages = scenario.pipeline.stages.map(({ name }) => name)
  return scenario.targets.flatMap(({ metric, statistic }, i): Problem[] => {
    const unknown = metric.startsWith('cost.') ? [] : checkMetric(`targets.${i}.metric`, metric, stages)
    if (unknown.length > 0) return unknown
    const isRate = RATES.includes(metric)
    if (isRate === (statistic === 'rate')) return []
    return [
      {
        path: `targets.${i}.statistic`,
        message: isRate
          ? `"${metric}" is a share of deployments, which has no ${statistic}`
          : `"${metric}" is a quantity, not a share of deployments`,
        remedy: isRate ? `write rate('${metric}')` : `write mean('${metric}') or p95('${metric}')`,
      },
    ]
  })
}
