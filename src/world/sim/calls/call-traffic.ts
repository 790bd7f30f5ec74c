import type { Process } from '../../../kernel/index.ts'
import { replicasIn } from '../../../model/fleet.ts'
import type { Calls } from '../../../model/mechanisms/calls.ts'
import { type Millis, type Ratio, seconds } from '../../../model/units.ts'
import type { Deployment } from '../../world.ts'
import type { Cluster } from '../cluster/index.ts'
import { failureOf } from '../flaw.ts'
import type { Health } from '../health.ts'
import type { SimDeployment } from '../sim-deployment.ts'
import type { SimState } from '../state.ts'
import type { RequestMeter } from '../traffic.ts'
import { trafficShare } from '../traffic-share.ts'
import { CallFlow, type Disturbances, undisturbed } from './call-flow.ts'
import { type CallGraph, callGraphOf } from './call-graph.ts'
import { LatePaths } from './late-paths.ts'
import { ThirdPartyHosts } from './third-party-hosts.ts'

/** How often the flows are looked at; what happens between two looks is averaged. */
const LOOK: Millis = seconds(5)

/** What has been counted up to an instant, of all users and calls. */
interface Count {
  sent: number
  lost: number
  retried: number
  ejections: number
}

/** One deployment's part of it. */
interface Meter {
  readonly before: Readonly<Count>
  readonly reached: Set<number>
  peak: number
  isAlerting: boolean
}

/**
 * Requests of all users through the call graph while deployments are under way, for scenarios that have `mechanisms.calls`. Pods
 * that do not answer, bad versions, faults and third parties disturb the flow where they are; what users lose follows from the
 * graph. Counted as lost is what fails beyond what third parties fail anyway, and, where there is a mesh, what its sidecars make
 * late.
 */
export class CallTraffic implements RequestMeter {
  private readonly state: SimState
  private readonly clusters: ReadonlyMap<string, Cluster>
  private readonly health: Health
  private readonly graph: CallGraph
  private readonly flow: CallFlow
  private readonly usual: CallFlow
  private readonly late: LatePaths | undefined
  private readonly disturbances: Disturbances
  private readonly hosts: readonly ThirdPartyHosts[]
  /** Pods that call each third party. */
  private readonly sidecars: readonly number[]
  private readonly numbers: ReadonlyMap<string, number>
  private readonly meters = new Map<SimDeployment, Meter>()
  private readonly counted: Count = { sent: 0, lost: 0, retried: 0, ejections: 0 }
  private readonly lostByPods: Float64Array
  private readonly thirdPartyRates: Float64Array
  private usersPerSecond = 0
  private lostPerSecond = 0
  private retriedPerSecond = 0
  private at: Millis = 0

  constructor(state: SimState, clusters: ReadonlyMap<string, Cluster>, health: Health, settings: Calls) {
    const { fleet } = state.scenario
    this.state = state
    this.clusters = clusters
    this.health = health
    this.graph = callGraphOf(fleet, settings)
    this.hosts = fleet.thirdParties.map((one) => new ThirdPartyHosts(one, settings, state.kernel.now))
    this.sidecars = fleet.thirdParties.map(({ name }) => Math.max(1, podsCalling(state, name)))
    this.disturbances = undisturbed(
      this.graph,
      Float64Array.from(this.hosts, (one) => one.usual),
    )
    this.usual = new CallFlow(this.graph, settings)
    this.usual.settle(this.disturbances)
    this.flow = new CallFlow(this.graph, settings)
    this.flow.settle(this.disturbances)
    this.late = settings.mesh === undefined ? undefined : new LatePaths(fleet, this.graph, settings, settings.mesh)
    this.numbers = new Map(fleet.services.map(({ name }, i) => [name, i]))
    this.lostByPods = new Float64Array(fleet.services.length)
    this.thirdPartyRates = new Float64Array(this.hosts.length)
    this.usersPerSecond = this.graph.users.reduce((sum, rate) => sum + rate, 0)
    this.lostPerSecond = this.late?.perSecond ?? 0
  }

  begin(d: SimDeployment): void {
    this.look()
    const isIdle = this.meters.size === 0
    this.meters.set(d, { before: { ...this.counted }, reached: new Set(), peak: 1, isAlerting: false })
    if (isIdle) this.state.kernel.spawn(this.looking(), { name: 'traffic' })
  }

  finish(d: SimDeployment, deployment: Deployment): void {
    this.look()
    const { before, reached, peak } = this.meters.get(d)!
    this.meters.delete(d)
    const since = (count: keyof Count): number => Math.round(this.counted[count] - before[count])
    const at = this.state.kernel.now
    deployment.record({ kind: 'requests', at, sent: since('sent'), lost: since('lost') })
    deployment.record({
      kind: 'calls',
      at,
      retried: since('retried'),
      ejections: since('ejections'),
      amplification: Number(peak.toFixed(4)),
      services: [...reached].map((s) => this.state.scenario.fleet.services[s]!.name).sort(),
    })
  }

  /** Share of a service's requests that fail now, beyond what fails anyway. */
  errorRatio(service: string): Ratio {
    this.look()
    return this.excess(this.numbers.get(service)!)
  }

  private *looking(): Process {
    while (this.meters.size > 0) {
      yield LOOK
      this.look()
    }
  }

  /** Counts what has passed since the last look, and lets the flow settle as things are now. */
  private look(): void {
    const { now } = this.state.kernel
    const elapsed = (now - this.at) / 1_000
    this.at = now
    this.counted.sent += this.usersPerSecond * elapsed
    const isChanged = this.readServices(elapsed)
    if (this.readThirdParties(now) || isChanged) {
      this.flow.settle(this.disturbances)
      this.lostPerSecond = Math.max(0, this.flow.usersFailing - this.usual.usersFailing) + (this.late?.perSecond ?? 0)
      this.retriedPerSecond = this.flow.retries
    }
    this.counted.lost += this.lostPerSecond * elapsed
    this.counted.retried += this.retriedPerSecond * elapsed
    for (const [d, meter] of this.meters) this.watch(d, meter)
  }

  /** What services fail by themselves; true when anything is different from before. */
  private readServices(elapsed: number): boolean {
    const { own, ready } = this.disturbances
    const { services } = this.state.scenario.fleet
    let isChanged = false
    for (let s = 0; s < services.length; s++) {
      const { name, requestsPerSecond } = services[s]!
      let lost = 0
      let pods = 0
      let desired = 0
      for (const region of this.state.scenario.fleet.regions) {
        const wanted = replicasIn(services[s]!, region.name)
        if (wanted === 0) continue
        const cluster = this.clusters.get(region.name)!
        lost += cluster.lostRequests(name)
        pods += Math.min(wanted, cluster.readyPods(name))
        desired += wanted
      }
      const sent = requestsPerSecond * elapsed
      const failing = sent === 0 ? 0 : Math.min(1, (lost - this.lostByPods[s]!) / sent)
      this.lostByPods[s] = lost
      const ratio = 1 - (1 - failing) * (1 - this.ownFaults(name))
      const share = desired === 0 ? 1 : pods / desired
      if (own[s] === ratio && ready[s] === share) continue
      own[s] = ratio
      ready[s] = share
      isChanged = true
    }
    return isChanged
  }

  /** Share of a service's requests that its version or a fault fails. */
  private ownFaults(service: string): Ratio {
    let fine = 1
    for (const d of this.meters.keys()) {
      for (const flaw of d.flaws) {
        if (flaw.service !== service || !d.landedFlaws.has(flaw.id) || !('ratio' in flaw.symptom)) continue
        const share = flaw.symptom.kind === 'errors' ? this.exposureOf(service, d) : Number(flaw.caughtBy === undefined)
        fine *= 1 - flaw.symptom.ratio * share
      }
      for (const hurt of d.faults?.hurts.open ?? []) {
        if (hurt.service !== service || isThirdParty(hurt)) continue
        fine *= 1 - hurt.ratio * (hurt.inRelease ? this.exposureOf(service, d) : 1)
      }
    }
    return 1 - fine
  }

  private exposureOf(name: string, d: SimDeployment): Ratio {
    const { fleet } = this.state.scenario
    return d.exposures.share(name, (region) => trafficShare(this.state.service(name), region, fleet))
  }

  private readThirdParties(now: Millis): boolean {
    const { thirdParties } = this.disturbances
    const rates = this.flow.thirdPartyRates(thirdParties, this.thirdPartyRates)
    const down = this.thirdPartiesDown()
    let isChanged = false
    for (let t = 0; t < this.hosts.length; t++) {
      const hosts = this.hosts[t]!
      const before = hosts.ejections
      const perSecond = rates[t]! / this.sidecars[t]!
      const passed = hosts.pass(now, perSecond)
      this.counted.ejections += hosts.ejections - before
      const isTurned = hosts.isDown !== down.has(t)
      hosts.isDown = down.has(t)
      const failing = isTurned ? hosts.failing(perSecond) : passed
      if (Math.abs(failing - thirdParties[t]!) < 1e-9) continue
      thirdParties[t] = failing
      isChanged = true
    }
    return isChanged
  }

  /** Third parties of the services whose third parties a fault has stopped. */
  private thirdPartiesDown(): ReadonlySet<number> {
    const down = new Set<number>()
    for (const d of this.meters.keys()) {
      for (const hurt of d.faults?.hurts.open ?? []) {
        if (!isThirdParty(hurt)) continue
        for (const t of this.graph.thirdParties[this.numbers.get(hurt.service)!]!) down.add(t)
      }
    }
    return down
  }

  /** Notes whom a deployment's trouble has reached, and lets the alert of a service that it hurts speak for it. */
  private watch(d: SimDeployment, meter: Meter): void {
    const flaw = d.flaws.find((one) => d.landedFlaws.has(one.id) && one.caughtBy === undefined)
    const hasFaults = d.faults !== undefined && d.faults.hurts.open.length > 0
    if (flaw === undefined && !hasFaults) return
    meter.peak = Math.max(meter.peak, this.flow.amplification)
    const { alertErrorRatio } = this.state.mechanisms.detection
    for (let s = 0; s < this.flow.failing.length; s++) {
      if (this.excess(s) < alertErrorRatio) continue
      meter.reached.add(s)
      const { name } = this.state.scenario.fleet.services[s]!
      if (flaw === undefined || meter.isAlerting || flaw.service === name) continue
      meter.isAlerting = true
      const failure = {
        ...failureOf(flaw, 'rollout-failure', `${name} fails because ${flaw.service} does`),
        since: d.landedFlaws.get(flaw.id)!,
      }
      this.health.spreads(failure, () => this.excess(s) >= alertErrorRatio, d)
    }
  }

  private excess(s: number): Ratio {
    return Math.max(0, this.flow.failing[s]! - this.usual.failing[s]!)
  }
}

/** The fault that stops third parties themselves; every other one hurts a service of ours. */
const isThirdParty = (hurt: { readonly fault: string }): boolean => hurt.fault === 'third-party-outage'

function podsCalling(state: SimState, thirdParty: string): number {
  const { services, regions } = state.scenario.fleet
  return services
    .filter((service) => service.thirdParties.includes(thirdParty))
    .reduce((sum, service) => sum + regions.reduce((pods, { name }) => pods + replicasIn(service, name), 0), 0)
}
