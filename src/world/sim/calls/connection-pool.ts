import type { Ratio } from '../../../model/units.ts'

/**
 * Share of calls that find a pool full, in the steady state: `servers` connections that each carry one call at a time, and
 * `queue` places to wait. `offered` is the rate times the mean duration (in erlang). The blocking probability of M/M/c/K, by
 * the recursion of Erlang's loss formula and the geometric tail behind it (L. Kleinrock, Queueing Systems, vol. 1, 3.7).
 */
export function overflow(offered: number, servers: number, queue: number): Ratio {
  if (offered <= 0) return 0
  let loss = 1
  for (let c = 1; c <= servers; c++) loss = (offered * loss) / (c + offered * loss)
  const ratio = offered / servers
  // p(c + j) = p(c) ratio^j, and everything up to c weighs p(c) / loss.
  let tail = 0
  let last = 1
  for (let j = 1; j <= queue; j++) {
    last *= ratio
    tail += last
    if (last === Number.POSITIVE_INFINITY || tail > 1e300) return 1 - 1 / ratio
  }
  return last / (1 / loss + tail)
}
