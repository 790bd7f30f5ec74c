import type { Target } from '../../model/target.ts'
import { quantity } from './quantity.ts'
import { significant, type Unit } from './rounding.ts'

/**
 * A target as a sentence: `mean of deployment.duration <= 18 min at 95 %`, `change.failure.rate <= 0.3 % at 95 %`,
 * `mean of deployment.duration = 210 min ± 5 %`, `change.failure.rate = 15 % ± 1.5 points`.
 */
export function targetText(target: Target, unit: Unit): string {
  const figure = target.statistic === 'rate' ? target.metric : `${target.statistic} of ${target.metric}`
  const value = quantity(target.value, unit)
  const place = target.environment === undefined ? '' : ` on ${target.environment}`
  if (target.kind === 'reproduction') return `${figure} = ${value} ± ${band(target, unit)}${place}`
  const limit = `${figure} ${target.comparison === 'at-most' ? '<=' : '>='} ${value}`
  // The largest value of a run is seen, not estimated: there is no confidence in it.
  return target.statistic === 'max'
    ? `${limit} in these runs${place}`
    : `${limit} at ${significant(target.confidence * 100, 6)} %${place}`
}

function band(target: Extract<Target, { kind: 'reproduction' }>, unit: Unit): string {
  const percent = significant(target.tolerance * 100, 6)
  if (!target.absolute) return `${percent} %`
  return unit === 'ratio' ? `${percent} points` : quantity(target.tolerance, unit)
}
