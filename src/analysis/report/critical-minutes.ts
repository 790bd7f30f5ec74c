import type { Report } from '../../model/report.ts'
import type { OrderedRows } from '../ordered-rows.ts'
import { rounded } from './rounding.ts'

/**
 * Mean time on the critical path by stage and step, over the deployments that have a duration, so that the values sum to
 * its mean. Stages in the order of the pipeline, their longest step first.
 */
export function criticalMinutes(rows: OrderedRows, stages: readonly string[]): Report['criticalPath'] {
  const n = rows.clusters(rows.numbers('durationMs')).reduce((sum, cluster) => sum + cluster.length, 0)
  const position = (stage: string): number => (stages.includes(stage) ? stages.indexOf(stage) : stages.length)
  return rows
    .criticalTotals()
    .map(([key, total]) => {
      const slash = key.lastIndexOf('/')
      return { stage: key.slice(0, slash), step: key.slice(slash + 1), meanMs: rounded(total / n, 'ms')! }
    })
    .sort((a, b) => position(a.stage) - position(b.stage) || b.meanMs - a.meanMs)
}
