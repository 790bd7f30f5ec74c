import { rounded } from '../../analysis/index.ts'
import { COMPARE_SCHEMA_VERSION, type SampleComparison } from '../../model/compare.ts'
import type { ReportEstimate } from '../../model/report.ts'
import {
  type Estimate,
  hodgesLehmann,
  independentDifferenceOfClusters,
  mannWhitney,
  pairedDifferenceOfClusters,
  shift,
  signedRank,
} from '../../stats/index.ts'

/** A column of numbers, and where it is from. */
export interface Sample {
  readonly file: string
  readonly column: string
  readonly values: readonly number[]
}

/**
 * How the second of two samples differs from the first. Each value counts as an observation of its own; `paired` says that
 * row i of both belongs together, which then needs equal lengths. The verdict is that of the rank test, two-sided, because
 * timings have outliers that a test of means would be at the mercy of.
 */
export function compareSamples(
  a: Sample,
  b: Sample,
  { paired, confidence }: { readonly paired: boolean; readonly confidence: number },
): SampleComparison {
  const each = (values: readonly number[]): number[][] => values.map((value) => [value])
  const means = paired ? pairedDifferenceOfClusters : independentDifferenceOfClusters
  const { difference, ratio } = means(each(a.values), each(b.values), { confidence })
  const differences = paired ? b.values.map((value, i) => value - a.values[i]!) : []
  const test = paired ? signedRank(differences, 'two-sided') : mannWhitney(a.values, b.values, 'two-sided')
  const typical = paired ? hodgesLehmann(differences, { confidence }) : shift(a.values, b.values, { confidence })
  const shown = test.p <= 1 - confidence && typical.value !== null && typical.value !== 0
  return {
    kind: 'samples',
    schemaVersion: COMPARE_SCHEMA_VERSION,
    confidence,
    samples: [a, b].map(({ file, column, values }) => ({
      ...{ file, column, n: values.length },
      mean: six(values.reduce((sum, value) => sum + value, 0) / values.length)!,
      median: six(medianOf(values))!,
    })),
    paired,
    difference: estimate(difference),
    ratio: estimate(ratio),
    shift: estimate(typical),
    superiority: six(superiority(a.values, b.values))!,
    test: { name: paired ? 'signed rank' : 'Mann–Whitney', p: six(test.p)!, exact: test.exact },
    verdict: !shown ? 'undecided' : typical.value! > 0 ? 'larger' : 'smaller',
  }
}

const six = (value: number | null): number | null => rounded(value, 'count')

const estimate = ({ value, low, high, n }: Estimate): ReportEstimate => ({
  value: six(value),
  low: six(low),
  high: six(high),
  n,
})

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** A. Vargha & H. D. Delaney 2000, Journal of Educational and Behavioral Statistics 25: the measure A, U / (m·n). */
const superiority = (a: readonly number[], b: readonly number[]): number =>
  mannWhitney(a, b, 'two-sided').statistic / (a.length * b.length)
