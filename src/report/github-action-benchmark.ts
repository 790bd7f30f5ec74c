import type { Report, ReportEstimate } from '../model/report.ts'

interface Entry {
  readonly name: string
  readonly unit: string
  readonly value: number
  readonly range?: string
  readonly extra: string
}

/** Larger is better only for these; the tool's other input format takes one direction a file. */
const LARGER_IS_BETTER = new Set(['cache.hit.ratio'])

function entry(
  name: string,
  unit: string,
  figure: Pick<ReportEstimate, 'value' | 'low' | 'high'>,
  extra: string,
): Entry[] {
  const { value, low, high } = figure
  if (value === null) return []
  const range = low === null || high === null ? {} : { range: `${low} to ${high}` }
  return [{ name, unit, value, ...range, extra }]
}

/**
 * JSON for github-action-benchmark with `tool: customSmallerIsBetter` (its README, "Examples"): an array of
 * `{name, unit, value, range, extra}`. Times in ms. Quantities of which more is better are left out.
 */
export function githubActionBenchmarkJson(reports: readonly Report[]): string {
  const entries = reports.flatMap(({ scenario, measurements, rates, seed, runs }) => {
    const extra = `${runs} deployments, seed ${seed}`
    return [
      ...Object.entries(measurements)
        .filter(([name]) => !LARGER_IS_BETTER.has(name))
        .flatMap(([name, m]) =>
          (['mean', 'p95'] as const).flatMap((s) => entry(`${scenario.name} ${name} ${s}`, m.unit, m[s], extra)),
        ),
      ...Object.entries(rates).flatMap(([name, rate]) => entry(`${scenario.name} ${name}`, 'ratio', rate, extra)),
    ]
  })
  return `${JSON.stringify(entries, null, 2)}\n`
}
