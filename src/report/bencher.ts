import type { Report, ReportEstimate } from '../model/report.ts'

/** A measure in Bencher Metric Format: the value and the ends of its interval. */
interface BencherMetric {
  readonly value: number
  readonly lower_value?: number
  readonly upper_value?: number
}

function metric(
  { value, low, high }: Pick<ReportEstimate, 'value' | 'low' | 'high'>,
  factor: number,
): BencherMetric | null {
  if (value === null) return null
  return {
    value: value * factor,
    ...(low === null ? {} : { lower_value: low * factor }),
    ...(high === null ? {} : { upper_value: high * factor }),
  }
}

/** Bencher's built-in measure `latency` is in nanoseconds. */
const NANOSECONDS_PER_MS = 1_000_000

/**
 * Bencher Metric Format (bencher.dev, "Bencher Metric Format"): a benchmark a scenario and figure. Times are the measure
 * `latency` in nanoseconds, rates are `rate`, everything else is named after its unit.
 */
export function bencherJson(reports: readonly Report[]): string {
  const benchmarks: Record<string, Record<string, BencherMetric>> = {}
  const put = (name: string, measure: string, value: BencherMetric | null): void => {
    if (value !== null) benchmarks[name] = { ...benchmarks[name], [measure]: value }
  }
  for (const { scenario, measurements, rates } of reports) {
    for (const [name, m] of Object.entries(measurements)) {
      const time = m.unit === 'ms'
      for (const statistic of ['mean', 'p95'] as const)
        put(
          `${scenario.name} ${name} ${statistic}`,
          time ? 'latency' : m.unit.toLowerCase(),
          metric(m[statistic], time ? NANOSECONDS_PER_MS : 1),
        )
    }
    for (const [name, rate] of Object.entries(rates)) put(`${scenario.name} ${name}`, 'rate', metric(rate, 1))
  }
  return `${JSON.stringify(benchmarks, null, 2)}\n`
}
