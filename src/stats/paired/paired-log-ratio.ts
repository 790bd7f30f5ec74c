import type { Clusters } from '../clusters.ts'
import { openUnit, StatisticsError } from '../errors.ts'
import { type ClusteredEstimate, estimateAt, type Inference, noInterval } from '../estimate.ts'
import { studentLimits } from '../units/student.ts'
import type { PairedOptions } from './paired-difference.ts'
import { pairedStatistic, sidesOf } from './paired-statistic.ts'

/**
 * ln(mean(b) / mean(a)) of two scenarios whose stretches are paired by common random numbers, with Student's t on the
 * linearised standard error of whole stretches (Cochran 1977, §6.4). For small changes, of which most stretches may show
 * nothing and a few all of it: there the studentised bootstrap of `pairedDifferenceOfClusters` divides by standard errors
 * near 0 and its ends lose all sense, while this interval stays as wide as the few stretches make it. Needs two stretches
 * and positive means. Throws StatisticsError when the numbers of stretches differ.
 */
export function pairedLogRatioOfClusters(a: Clusters, b: Clusters, options: PairedOptions = {}): ClusteredEstimate {
  if (a.length !== b.length)
    throw new StatisticsError('b', `as many stretches as a (${a.length}), paired by position`, b.length)
  return estimateAt(infer(a, b), openUnit('confidence', options.confidence ?? 0.95))
}

function infer(a: Clusters, b: Clusters): Inference {
  const sides = sidesOf(a, b)
  const { units } = sides
  const n = Math.min(sides.a.n, sides.b.n)
  if (n === 0) return noInterval(null, 0, units, 'no observations on one side')
  if (!(sides.a.mean > 0 && sides.b.mean > 0)) return noInterval(null, n, units, 'a logarithm needs positive means')
  const ratio = pairedStatistic(sides, 'ratio')
  const value = Math.log(ratio.value)
  if (units === 1) return noInterval(value, n, 1, 'one stretch does not show the spread between stretches')
  const influence = ratio.influence.map((each) => each / ratio.value)
  const method = `Student t on the logarithm, ${units} paired stretches`
  const limit = studentLimits({ ...ratio, value, influence })
  return { value, n, units, designEffect: null, method, caution: null, limit }
}
