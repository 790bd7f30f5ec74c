import { bcaLimits } from './bca.ts'
import { bootstrapTLimits } from './bootstrap-t.ts'
import { studentLimits } from './student.ts'
import { influenceSkewness, type UnitStatistic } from './unit-statistic.ts'

/** Bounds of a statistic of units, how they were made, and whether to trust them. */
export type Limits = {
  readonly method: string
  readonly caution: string | null
  readonly limit: (p: number) => number | null
}

const FEWEST_FOR_BOOTSTRAP = 10
const FEWEST_WITHOUT_CAUTION = 50
const FEWEST_FOR_BCA = 500
const MOST_FOR_BCA = 2_000

const FEW_UNITS = `fewer than ${FEWEST_WITHOUT_CAUTION} units: skewed times are covered less often than stated`
const FEW_DIFFER = 'only a few units differ from the rest: the interval rests on them'

/**
 * The method for `units` independent units, chosen by measured coverage (docs/statistics.md):
 *
 * - below 10: Student's t, with a caution (a bootstrap of so few repeats itself);
 * - 10 to 499: studentised bootstrap, with a caution below 50;
 * - 500 to 2,000: BCa bootstrap;
 * - above: Student's t, unless Cochran's rule units > 25 · skewness² (1977, §2.15) says that it needs the bootstrap.
 *
 * @param noun what a unit is called in a report
 */
export function unitLimits(statistic: UnitStatistic, seed: number, noun: string): Limits {
  const { units } = statistic
  if (units < FEWEST_FOR_BOOTSTRAP)
    return { method: `Student t on ${units} ${noun}`, caution: FEW_UNITS, limit: studentLimits(statistic) }
  if (units < FEWEST_FOR_BCA) {
    const limit = bootstrapTLimits(statistic, seed)
    // Degenerate at the usual levels: BCa stays finite and is the lesser evil.
    if (limit(0.005) === null || limit(0.995) === null)
      return { method: `BCa bootstrap over ${units} ${noun}`, caution: FEW_DIFFER, limit: bcaLimits(statistic, seed) }
    const caution = units < FEWEST_WITHOUT_CAUTION ? FEW_UNITS : null
    return { method: `studentised bootstrap over ${units} ${noun}`, caution, limit }
  }
  if (units > MOST_FOR_BCA && 25 * influenceSkewness(statistic.influence) ** 2 < 1)
    return { method: `Student t on ${units} ${noun}`, caution: null, limit: studentLimits(statistic) }
  return { method: `BCa bootstrap over ${units} ${noun}`, caution: null, limit: bcaLimits(statistic, seed) }
}
