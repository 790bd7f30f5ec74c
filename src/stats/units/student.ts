import { studentTQuantile } from '../special/student-t.ts'
import { standardError, type UnitStatistic } from './unit-statistic.ts'

/** Student's t bounds with the linearised standard error and units − 1 degrees of freedom. Needs two units. */
export function studentLimits({ value, influence, units }: UnitStatistic): (p: number) => number {
  const error = standardError(influence)
  return (p) => value + studentTQuantile(p, units - 1) * error
}
