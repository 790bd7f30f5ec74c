import { formatAddress } from '../../model/events.ts'
import { OUTCOMES, type Outcome } from '../../model/outcome.ts'
import type { Report } from '../../model/report.ts'
import type { OrderedRows } from '../ordered-rows.ts'

type FailureLine = Report['failures'][number]

/**
 * Deployments that ended badly by root cause, stage where it showed, outcome and way of detection; the most frequent
 * first. The example is the first of its kind.
 */
export function failuresOf(rows: OrderedRows): FailureLine[] {
  const lines = new Map<string, FailureLine>()
  for (let row = 0; row < rows.size; row++) {
    const failure = rows.failure(row)
    if (failure === null) continue
    const { cause, stage, origin } = failure
    const fault = cause === 'fault' && origin !== undefined && origin !== '' ? { fault: origin } : {}
    const outcome = rows.outcome(row)
    const detectedBy = rows.detectionPath(row)
    const key = JSON.stringify([cause, stage, outcome, detectedBy, ...Object.values(fault)])
    const line = lines.get(key)
    if (line !== undefined) line.count++
    else
      lines.set(key, {
        cause,
        ...fault,
        stage,
        outcome,
        detectedBy,
        count: 1,
        example: formatAddress(rows.address(row)),
      })
  }
  return [...lines].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1)).map(([, line]) => line)
}

/** Deployments by outcome, every outcome named. */
export function outcomesOf(rows: OrderedRows): Record<Outcome, number> {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  for (let row = 0; row < rows.size; row++) counts[rows.outcome(row)]++
  return counts
}
