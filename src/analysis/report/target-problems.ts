import type { Problem } from '../../model/errors.ts'
import type { Scenario } from '../../model/scenario.ts'
import { metricsOf } from '../metrics.ts'
import { RATES } from '../rates.ts'

/** Targets of a scenario that name a figure that its reports do not have. Ask before a run: afterwards it is too late. */
export function targetProblems({ targets, pipeline }: Pick<Scenario, 'targets' | 'pipeline'>): Problem[] {
  const metrics = metricsOf(pipeline.stages.map((stage) => stage.name)).map((metric) => metric.name)
  const rates = RATES.map((rate) => rate.name)
  return targets.flatMap(({ metric, statistic }, i): Problem[] => {
    const isRate = rates.includes(metric)
    if (!isRate && !metrics.includes(metric))
      return [
        {
          path: `targets.${i}.metric`,
          message: `expected a metric of this pipeline, got "${metric}"`,
          remedy: `use one of ${[...rates, ...metrics].join(', ')}`,
        },
      ]
    if (isRate === (statistic === 'rate')) return []
    return [
      {
        path: `targets.${i}.statistic`,
        message: isRate
          ? `expected "rate" for ${metric}, got "${statistic}"`
          : `expected a statistic of times or counts for ${metric}, got "rate"`,
        remedy: isRate ? `write rate('${metric}')` : `write mean('${metric}') or p95('${metric}')`,
      },
    ]
  })
}
