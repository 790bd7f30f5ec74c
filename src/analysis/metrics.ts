import type { Measurement } from '../model/report.ts'
import type { OrderedRows, Reader } from './ordered-rows.ts'

/** A quantity of deployments that reports measure. */
export interface Metric {
  readonly name: string
  readonly unit: Measurement['unit']
  /** Reads it from rows, in its unit; NaN for deployments that do not have it. */
  readonly of: (rows: OrderedRows) => Reader
  /** Its values come from different processes (recovery by a policy and by people), so no single law is assumed. */
  readonly mixture: boolean
}

const MS_PER_HOUR = 3_600_000
const MS_PER_MINUTE = 60_000

const times = (name: string, column: Parameters<OrderedRows['numbers']>[0], mixture = false): Metric => ({
  name,
  unit: 'ms',
  of: (rows) => rows.numbers(column),
  mixture,
})

const counts = (
  name: string,
  unit: Metric['unit'],
  column: Parameters<OrderedRows['numbers']>[0],
  divisor: number,
): Metric => ({
  name,
  unit,
  of: (rows) => {
    const read = rows.numbers(column)
    return (row) => read(row) / divisor
  },
  mixture: false,
})

/** Of the deployments that `deployment.duration` is of: one that was stopped half-way took only half of the work. */
const whenHealthy = (metric: Metric): Metric => ({
  ...metric,
  of: (rows) => {
    const duration = rows.numbers('durationMs')
    const read = metric.of(rows)
    return (row) => (Number.isNaN(duration(row)) ? Number.NaN : read(row))
  },
})

const cacheHitRatio: Metric = {
  name: 'cache.hit.ratio',
  unit: 'ratio',
  of: (rows) => {
    const hits = rows.numbers('cacheHits')
    const misses = rows.numbers('cacheMisses')
    // 0 / 0 is NaN: a deployment that looked nothing up has no ratio.
    return (row) => hits(row) / (hits(row) + misses(row))
  },
  mixture: false,
}

/** `stage.<name>.duration`. */
export const stageMetric = (stage: string): Metric => ({
  name: `stage.${stage}.duration`,
  unit: 'ms',
  of: (rows) => rows.stageDuration(stage),
  mixture: false,
})

/**
 * The metrics of a pipeline with these stages, in the order of reports (design.md §4 has the names). `job.wait`, the
 * counts and the hours are those of one deployment (manual steps and engineer hours: of one that became healthy); `recovery.*` are of rolled-back and failed deployments only.
 */
export function metricsOf(stages: readonly string[]): Metric[] {
  return [
    times('deployment.duration', 'durationMs'),
    ...stages.map(stageMetric),
    times('job.wait', 'jobWaitMs'),
    cacheHitRatio,
    times('recovery.duration', 'recoveryMs', true),
    times('recovery.detect', 'detectMs', true),
    times('recovery.decide', 'decideMs', true),
    times('recovery.act', 'actMs', true),
    times('recovery.verify', 'verifyMs', true),
    counts('downtime.requests.lost', 'count', 'requestsLost', 1),
    whenHealthy(counts('manual.steps', 'count', 'manualSteps', 1)),
    whenHealthy(counts('engineer.hours', 'hours', 'engineerMs', MS_PER_HOUR)),
    counts('runner.minutes', 'minutes', 'runnerMs', MS_PER_MINUTE),
  ]
}
