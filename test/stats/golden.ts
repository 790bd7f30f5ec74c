import { readFileSync } from 'node:fs'

type Row = readonly number[]

/** The committed opinions of scipy and statsmodels; how they were made: test/golden/stats/generate.py. */
export type GoldenTable = {
  readonly special: Readonly<Record<string, readonly Row[]>>
  readonly rates: {
    readonly intervals: readonly {
      count: number
      n: number
      confidence: number
      clopperPearson: readonly [number, number]
      wilson: readonly [number, number]
      upper: number
      lower: number
    }[]
    readonly 'claim0.3%': readonly number[]
  }
  readonly orderStatistics: readonly [number, number, number, number | null, number | null][]
  readonly ranks: {
    readonly signedRank: readonly {
      name: string
      differences: number[]
      statistic: number
      greater: number
      less: number
      twoSided: number
      hodgesLehmann: number
      interval90: [number | null, number | null]
    }[]
    readonly signedRankLarge: { differences: number[]; greater: number }
    readonly mannWhitney: readonly {
      a: number[]
      b: number[]
      greater: number
      less: number
      'two-sided': number
      statistic: number
      shift: number
    }[]
    readonly permutation: {
      a: number[]
      b: number[]
      d: number[]
      independent: Readonly<Record<'greater' | 'less' | 'two-sided', number>>
      paired: Readonly<Record<'greater' | 'less' | 'two-sided', number>>
    }
    readonly p: number[]
    readonly holm: number[]
    readonly benjaminiHochberg: number[]
  }
  readonly means: {
    skewed: number[]
    bca: [number, number]
    andersonDarling: number
    clusters: number[][]
    clusteredBca: [number, number]
    clusteredVariance: number
    small: number[]
    t: [number, number]
    other: number[]
    welch: [number, number]
  }
  readonly energySplits: readonly { series: number[]; index: number; energy: number }[]
}

export const golden: GoldenTable = JSON.parse(
  readFileSync(new URL('../golden/stats/table.json', import.meta.url), 'utf8'),
)

/** |got / expected − 1|, or the absolute error where nothing is expected. */
export function relativeError(got: number, expected: number): number {
  return expected === 0 ? Math.abs(got) : Math.abs(got / expected - 1)
}
