import type { Report } from '../../model/report.ts'
import type { OrderedRows } from '../ordered-rows.ts'

/** Widths that a reader can count in: milliseconds, seconds, minutes, hours. */
const WIDTHS = [1, 2, 5, 10, 20, 50, 100, 200, 500]
  .concat([1, 2, 5, 10, 15, 30].map((s) => s * 1_000))
  .concat([1, 2, 5, 10, 15, 30].map((min) => min * 60_000))
  .concat([1, 2, 6, 12, 24].map((h) => h * 3_600_000))

const MOST_BINS = 60

/** Durations in equal bins of a round width, the narrowest that gives no more than 60 of them. */
export function histogramOf(rows: OrderedRows): Report['histogram'] {
  const durations = rows.clusters(rows.numbers('durationMs')).flat()
  if (durations.length === 0) return { fromMs: 0, binMs: WIDTHS[0]!, counts: [] }
  let min = Number.POSITIVE_INFINITY
  let max = 0
  for (const duration of durations) {
    min = Math.min(min, duration)
    max = Math.max(max, duration)
  }
  const bins = (width: number): number => Math.floor(max / width) - Math.floor(min / width) + 1
  const binMs =
    WIDTHS.find((width) => bins(width) <= MOST_BINS) ?? WIDTHS.at(-1)! * Math.ceil(bins(WIDTHS.at(-1)!) / MOST_BINS)
  const first = Math.floor(min / binMs)
  const counts = new Array<number>(bins(binMs)).fill(0)
  for (const duration of durations) counts[Math.floor(duration / binMs) - first]!++
  return { fromMs: first * binMs, binMs, counts }
}
