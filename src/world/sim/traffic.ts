import { replicasIn } from '../../model/fleet.ts'
import type { Deployment } from '../world.ts'
import type { Cluster } from './cluster/index.ts'
import type { SimDeployment } from './sim-deployment.ts'
import type { SimState } from './state.ts'
import { trafficShare } from './traffic-share.ts'

/** What counts requests while a deployment is under way, and records them when it is over. */
export interface RequestMeter {
  begin(d: SimDeployment): void
  /** `lostToFaults` counts requests that faults lost, for a meter that does not see them by itself. */
  finish(d: SimDeployment, deployment: Deployment, lostToFaults: number): void
}

/**
 * Requests that were sent to the changed services during a deployment, and those of them that were lost: to pods that no
 * longer served, and to versions that answered with errors.
 */
export class Traffic implements RequestMeter {
  private readonly state: SimState
  private readonly clusters: ReadonlyMap<string, Cluster>
  private readonly lostAtStart = new Map<SimDeployment, number>()

  constructor(state: SimState, clusters: ReadonlyMap<string, Cluster>) {
    this.state = state
    this.clusters = clusters
  }

  begin(d: SimDeployment): void {
    this.lostAtStart.set(d, this.lostSoFar(d))
  }

  finish(d: SimDeployment, deployment: Deployment, lostToFaults: number): void {
    const { now } = this.state.kernel
    const atStart = this.lostAtStart.get(d) ?? 0
    this.lostAtStart.delete(d)
    const seconds = (now - d.triggeredAt) / 1_000
    let sent = 0
    for (const name of d.change.services) sent += this.state.service(name).requestsPerSecond * seconds
    const errors = d.flaws.reduce((sum, flaw) => {
      const since = d.landedFlaws.get(flaw.id)
      if (since === undefined || !('ratio' in flaw.symptom)) return sum
      const seen = flaw.symptom.kind === 'errors' ? this.seen(flaw.service, d) : undefined
      const hurt = (seen ?? now - since) / 1_000
      return sum + this.state.service(flaw.service).requestsPerSecond * flaw.symptom.ratio * hurt
    }, 0)
    const lost = Math.min(sent, this.lostSoFar(d) - atStart + errors + lostToFaults)
    deployment.record({ kind: 'requests', at: now, sent: Math.round(sent), lost: Math.round(lost) })
  }

  /** Milliseconds of all traffic that went to the new version, where that was followed. */
  private seen(name: string, d: SimDeployment): number | undefined {
    const { fleet } = this.state.scenario
    return d.exposures.total(name, (region) => trafficShare(this.state.service(name), region, fleet))
  }

  private lostSoFar(d: SimDeployment): number {
    let lost = 0
    for (const region of this.state.scenario.fleet.regions) {
      const cluster = this.clusters.get(region.name)!
      for (const name of d.change.services) {
        if (replicasIn(this.state.service(name), region.name) > 0) lost += cluster.lostRequests(name)
      }
    }
    return lost
  }
}
