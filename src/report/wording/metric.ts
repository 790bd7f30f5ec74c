const METRICS: Readonly<Record<string, string>> = {
  'deployment.duration': 'deployment time',
  'deployment.duration.p95': 'deployment time, P95',
  'job.wait': 'waiting of jobs',
  'cache.hit.ratio': 'cache hit ratio',
  'change.failure.rate': 'change failure rate',
  'pipeline.failure.rate': 'pipeline failure rate',
  'data.corruption.rate': 'data corruption rate',
  'recovery.duration': 'time to recovery',
  'recovery.duration.detect': 'time to detect',
  'recovery.duration.decide': 'time to decide',
  'recovery.duration.act': 'time to act',
  'recovery.duration.verify': 'time to verify',
  'downtime.requests.lost': 'requests lost',
  'manual.steps': 'manual steps',
  'engineer.hours': 'engineer-hours',
  'runner.minutes': 'runner-minutes',
  'deployments.per.day': 'deployments a day',
}

const STATISTICS: Readonly<Record<string, string>> = { p50: 'median', rate: '', max: 'slowest' }

/** A metric in words: `time to recovery` for `recovery.duration`. Unknown names keep their own words. */
export function metricLabel(metric: string): string {
  const known = METRICS[metric] ?? METRICS[metric.replace(/^recovery\.(?!duration)/, 'recovery.duration.')]
  if (known !== undefined) return known
  const stage = /^stage\.(.+)\.duration$/.exec(metric)?.[1]
  return stage === undefined ? metric.replaceAll('.', ' ') : `${stage} stage`
}

/** A statistic as it is spoken: `P95`, `median`; empty for a rate, which has no other. */
export const statisticLabel = (statistic: string): string => STATISTICS[statistic] ?? statistic.replace(/^p/, 'P')

/** Both: `deployment time, P95`. */
export function figureLabel(metric: string, statistic: string): string {
  const suffix = statisticLabel(statistic)
  return suffix === '' ? metricLabel(metric) : `${metricLabel(metric)}, ${suffix}`
}
