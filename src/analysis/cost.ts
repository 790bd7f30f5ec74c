import type { Report, ReportEstimate } from '../model/report.ts'

/** What time and failures cost, and how often there is a deployment. */
export interface CostRates {
  readonly deploymentsPerDay: number
  readonly workingDaysPerYear: number
  readonly usdPerEngineerHour: number
  /** What a failed or rolled-back deployment costs beside the time of the engineers who repair it. */
  readonly usdPerFailure: number
}

/** Money a year, in USD, each with the interval of the figure that it follows from. */
export interface YearlyCost {
  readonly engineers: ReportEstimate
  readonly failures: ReportEstimate
}

/**
 * What deployments cost in a year by a report:
 *
 * - engineers = `engineer.hours` (mean) × deployments a year × rate;
 * - failures = `change.failure.rate` × share that reaches production × deployments a year × cost of a failure.
 *
 * Deployments a year = a day × working days. The intervals are those of the hours and of the rate; the rates of the
 * caller and the share that reaches production are taken as they are.
 */
export function yearlyCost(report: Pick<Report, 'measurements' | 'rates' | 'runs'>, rates: CostRates): YearlyCost {
  const deployments = rates.deploymentsPerDay * rates.workingDaysPerYear
  const failure = report.rates['change.failure.rate']
  const reached = failure === undefined || report.runs === 0 ? 0 : failure.n / report.runs
  return {
    engineers: times(report.measurements['engineer.hours']?.mean, deployments * rates.usdPerEngineerHour),
    failures: times(failure, reached * deployments * rates.usdPerFailure),
  }
}

const NOTHING: ReportEstimate = { value: null, low: null, high: null, n: 0 }

/** In whole dollars. */
function times(estimate: ReportEstimate = NOTHING, factor: number): ReportEstimate {
  const scale = (value: number | null): number | null => (value === null ? null : Math.round(value * factor))
  return { value: scale(estimate.value), low: scale(estimate.low), high: scale(estimate.high), n: estimate.n }
}
