import type { Report } from '../model/report.ts'

type Labels = Readonly<Record<string, string>>

/** One metric family with its samples. */
interface Family {
  readonly name: string
  readonly help: string
  readonly samples: readonly { readonly labels: Labels; readonly value: number }[]
}

/** Label values: backslash, line feed and double quote are escaped (Prometheus, "Text-based format"). */
const escaped = (text: string): string =>
  text.toWellFormed().replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')

const text = ({ name, help, samples }: Family): string => {
  if (samples.length === 0) return ''
  const lines = samples.map(({ labels, value }) => {
    const list = Object.entries(labels).map(([key, label]) => `${key}="${escaped(label)}"`)
    return `${name}{${list.join(',')}} ${value}\n`
  })
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`
}

type Bounds = { readonly value: number | null; readonly low: number | null; readonly high: number | null }

/** A sample each for the value and the ends of its interval, as far as they exist. */
const estimate = (labels: Labels, figure: Bounds, factor: number): Family['samples'] =>
  (['value', 'low', 'high'] as const).flatMap((bound) => {
    const value = figure[bound]
    return value === null ? [] : [{ labels: { ...labels, bound }, value: value * factor }]
  })

function measurements(report: Report, base: Labels, times: boolean): Family['samples'] {
  return Object.entries(report.measurements)
    .filter(([, { unit }]) => (unit === 'ms') === times)
    .flatMap(([metric, m]) =>
      (['mean', 'p50', 'p95'] as const).flatMap((statistic) =>
        estimate(
          { ...base, metric, statistic, ...(times ? {} : { unit: m.unit }) },
          m[statistic],
          times ? 1 / 1_000 : 1,
        ),
      ),
    )
}

/**
 * Prometheus text exposition (version 0.0.4), for a textfile collector or a push gateway. Times
 * are seconds, the base unit that Prometheus asks for. `bound` tells a figure (`value`) from the ends of its interval.
 */
export function prometheusText(reports: readonly Report[]): string {
  const labelled = reports.map((report) => ({
    report,
    base: { scenario: report.scenario.name, environment: report.environment },
  }))
  const samples = (of: (report: Report, base: Labels) => Family['samples']): Family['samples'] =>
    labelled.flatMap(({ report, base }) => of(report, base))
  const families: Family[] = [
    {
      name: 'seatrial_duration_seconds',
      help: 'Times of deployments, with the ends of their intervals.',
      samples: samples((report, base) => measurements(report, base, true)),
    },
    {
      name: 'seatrial_quantity',
      help: 'Everything else that was measured, in the unit of its label.',
      samples: samples((report, base) => measurements(report, base, false)),
    },
    {
      name: 'seatrial_rate_ratio',
      help: 'Failure rates, 0 to 1.',
      samples: samples((report, base) =>
        Object.entries(report.rates).flatMap(([metric, rate]) => estimate({ ...base, metric }, rate, 1)),
      ),
    },
    {
      name: 'seatrial_deployments',
      help: 'Deployments by outcome.',
      samples: samples((report, base) =>
        Object.entries(report.outcomes).map(([outcome, value]) => ({ labels: { ...base, outcome }, value })),
      ),
    },
    {
      name: 'seatrial_target_status',
      help: 'Verdict of each target: 1 pass, 0 inconclusive, -1 fail.',
      samples: samples((report, base) =>
        report.verdicts.map(({ target, status }) => ({
          labels: { ...base, target },
          value: { pass: 1, inconclusive: 0, fail: -1 }[status],
        })),
      ),
    },
  ]
  return families.map(text).join('')
}
