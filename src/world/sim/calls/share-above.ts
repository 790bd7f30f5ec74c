import type { Distribution } from '../../../model/distribution.ts'
import type { Millis, Ratio } from '../../../model/units.ts'
import { quantile } from '../../../random/index.ts'

/** Share of the draws of a distribution that are above a limit, to 1 in a million: its quantile function turned round. */
export function shareAbove(of: Distribution, limit: Millis): Ratio {
  let low = 0
  let high = 1
  for (let i = 0; i < 20; i++) {
    const middle = (low + high) / 2
    if (quantile(of, middle) <= limit) low = middle
    else high = middle
  }
  return high === 1 ? 0 : 1 - (low + high) / 2
}
