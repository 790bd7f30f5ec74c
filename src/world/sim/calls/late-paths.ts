import { slowerThan } from '../../../faults/latency.ts'
import type { Distribution } from '../../../model/distribution.ts'
import type { Fleet } from '../../../model/fleet.ts'
import type { Calls } from '../../../model/mechanisms/calls.ts'
import type { Millis, Ratio } from '../../../model/units.ts'
import { mean, quantile } from '../../../random/index.ts'
import type { CallGraph } from './call-graph.ts'

type Mesh = NonNullable<Calls['mesh']>

const PARTS = 1_000

/** Mean and variance of a time. */
interface Moments {
  readonly mean: Millis
  readonly variance: number
}

/**
 * Requests that the sidecars of a mesh make late. A request to a service takes its own work and, one after another, the calls
 * that it makes, each with its share; the sum is taken as lognormal with its mean and variance (L. F. Fenton, "The sum of
 * log-normal probability distributions in scatter transmission systems", 1960). Each hop adds the time of two sidecars, but for
 * hops on the way of a request with a tight objective where those go around the mesh. Only services of the tier `critical` have an
 * objective; late is what misses it with the mesh and would not without.
 */
export class LatePaths {
  /** User requests per second that the mesh makes late. */
  readonly perSecond: number
  private readonly fleet: Fleet
  private readonly graph: CallGraph
  private readonly settings: Pick<Calls, 'hop' | 'share' | 'thirdPartyShare'>
  private readonly objective: Millis

  constructor(fleet: Fleet, graph: CallGraph, settings: Calls, mesh: Mesh) {
    this.fleet = fleet
    this.graph = graph
    this.settings = settings
    this.objective = mesh.objective
    const plain = this.times(undefined)
    const meshed = this.times(mesh)
    this.perSecond = fleet.services.reduce((sum, service, s) => {
      if (service.tier !== 'critical' || mesh.bypass) return sum
      const late = this.misses(meshed[s]!) - this.misses(plain[s]!)
      return sum + graph.users[s]! * Math.max(0, late)
    }, 0)
  }

  /** Share of the requests with this time that miss the objective. */
  private misses({ mean: m, variance: v }: Moments): Ratio {
    const sigma = Math.sqrt(Math.log(1 + v / m ** 2))
    return slowerThan(this.objective, m * Math.exp(-(sigma ** 2) / 2), sigma)
  }

  /** Time of a request to each service, its entry into the graph included. */
  private times(mesh: Mesh | undefined): Moments[] {
    const { share, thirdPartyShare } = this.settings
    const hop = momentsOf(this.settings.hop)
    const work = mesh === undefined ? hop : plus(hop, momentsOf(mesh.perHop))
    const abroad = this.fleet.thirdParties.map(({ latency }) => momentsOf(latency))
    const times: Moments[] = []
    for (let i = this.graph.order.length - 1; i >= 0; i--) {
      const s = this.graph.order[i]!
      let sum = work
      for (const d of this.graph.calls[s]!) sum = plus(sum, sometimes(times[d]!, share))
      for (const t of this.graph.thirdParties[s]!) sum = plus(sum, sometimes(abroad[t]!, thirdPartyShare))
      times[s] = sum
    }
    return times
  }
}

/** The variance is that of the quantiles in the middle of a thousand equal parts. */
function momentsOf(of: Distribution): Moments {
  const m = mean(of)
  let sum = 0
  for (let i = 0; i < PARTS; i++) sum += (quantile(of, (i + 0.5) / PARTS) - m) ** 2
  return { mean: m, variance: sum / PARTS }
}

const plus = (a: Moments, b: Moments): Moments => ({ mean: a.mean + b.mean, variance: a.variance + b.variance })

/** Something that happens with probability p, else takes no time. */
const sometimes = ({ mean: m, variance: v }: Moments, p: Ratio): Moments => ({
  mean: p * m,
  variance: p * v + p * (1 - p) * m ** 2,
})
