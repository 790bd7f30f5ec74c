import type { Figures } from './figures.ts'

/** More metrics than these are counted, not named. */
const SOME = 5

/** What a reader must know about the figures themselves: where an interval is missing or weak, and why. */
export function notesOn(figures: Figures): string[] {
  const notes: string[] = []
  const doubts = new Map<string, string[]>()
  for (const metric of figures.metrics) {
    const { method, caution, n } = figures.mean(metric)
    const doubt = n === 0 ? null : method.startsWith('none: ') ? method.slice('none: '.length) : caution
    if (doubt !== null) doubts.set(doubt, [...(doubts.get(doubt) ?? []), metric.name])
  }
  for (const [doubt, metrics] of doubts) {
    const which =
      metrics.length > SOME ? `${metrics.length} means (see their methods)` : `the mean of ${metrics.join(', ')}`
    notes.push(`Interval of ${which}: ${doubt}.`)
  }
  return notes
}
