import { faultFailure, type Hurt, type PodTrouble, type RolloutSeen, type WorkSeen } from '../../../faults/hooks.ts'
import { Condition } from '../../../kernel/index.ts'
import { constant } from '../../../model/distribution.ts'
import type { Failure, FailureClass } from '../../../model/failure.ts'
import type { Ratio } from '../../../model/units.ts'
import type { FaultsUnderWay } from '../../faults/disturbance.ts'
import { Hurts } from '../../faults/hurts.ts'
import { Interceptions } from '../../faults/interceptions.ts'
import { SteadyStateWatch } from '../../faults/steady-state-watch.ts'
import type { Deployment, Detection, PlanResult, Result } from '../../world.ts'
import type { PodBehaviour, Rollout } from '../cluster/index.ts'
import type { SimDeployment } from '../sim-deployment.ts'
import type { SimWorld } from '../sim-world.ts'
import type { SimState } from '../state.ts'
import { Alarms } from './alarms.ts'
import { SimReadings } from './sim-readings.ts'

/** What the scenario's faults do to one deployment, and who is to blame for what. */
export class FaultsOfDeployment implements FaultsUnderWay {
  readonly interceptions: Interceptions
  /** Who looks at the steady state; from the first fault on, in scenarios that have one. */
  steadyState: SteadyStateWatch | undefined
  readonly hurts: Hurts
  readonly rollouts: RolloutSeen[] = []
  readonly rolloutBegan = new Condition()
  /** A person has repaired what faults broke. */
  readonly repaired = new Condition()
  private readonly state: SimState
  private readonly alarms: Alarms
  private readonly spoilt = new Map<string, { readonly fault: string; readonly trouble: PodTrouble }>()
  private readonly claims = new Map<FailureClass, string>()
  /** Faults that touch running pods or their nodes at the moment. */
  private readonly disturbing: string[] = []

  constructor(state: SimState, d: SimDeployment) {
    this.state = state
    this.alarms = new Alarms(state, d)
    this.interceptions = new Interceptions(state.kernel)
    this.hurts = new Hurts(() => state.kernel.now)
  }

  /** Begins to look at the steady state, where there is one and nobody does yet. */
  watched(world: SimWorld, deployment: Deployment): this {
    const { chaos } = this.state.scenario
    if (chaos === undefined || this.steadyState !== undefined) return this
    const readings = new SimReadings(world, (service) => this.errorRatio(service))
    this.steadyState = new SteadyStateWatch(readings, deployment, chaos)
    const takesOut = chaos.rollbacks === 'on-deviation'
    this.alarms.spawn(this.steadyState.run(() => takesOut && this.repaired.notify()))
    return this
  }

  /** Trouble in the release of a service; returns how it is taken out of releases to come. */
  spoil(fault: string, service: string, trouble: PodTrouble): () => void {
    this.spoilt.set(service, { fault, trouble })
    return () => this.spoilt.delete(service)
  }

  /** How the new pods of one rollout of a service behave because of a fault. */
  behaviourOf(service: string): PodBehaviour | undefined {
    const spoilt = this.spoilt.get(service)
    return spoilt === undefined ? undefined : this.behaviour(spoilt.trouble)
  }

  /** Pods of any service may fail because of this fault from now on; returns how that ends. */
  disturb(fault: string): () => void {
    this.disturbing.push(fault)
    return () => {
      this.disturbing.splice(this.disturbing.indexOf(fault), 1)
    }
  }

  hurt(fault: string, hurt: Hurt): () => void {
    const one = this.hurts.add(fault, hurt)
    const failure = faultFailure(fault, {
      class: 'rollout-failure',
      message: hurt.message,
      service: hurt.service,
      since: one.since,
    })
    const { shows, ratio } = this.seen(hurt)
    this.alarms.hurt(failure, ratio, () => one.until === undefined && shows())
    return () => this.hurts.lift(one)
  }

  /** What monitors see of it: with a call graph that follows from the requests, and may be over before the fault is. */
  private seen({ service, ratio }: Hurt): { readonly shows: () => boolean; readonly ratio: Ratio } {
    const { calls, mechanisms } = this.state
    if (calls === undefined) return { shows: () => true, ratio }
    const { alertErrorRatio } = mechanisms.detection
    return { shows: () => calls.errorRatio(service) >= alertErrorRatio, ratio: calls.errorRatio(service) }
  }

  /** Share of a service's requests that fail because of what is wrong now. */
  errorRatio(service: string): Ratio {
    return this.state.calls?.errorRatio(service) ?? this.hurts.ratio(service)
  }

  /** Failures of this class are put down to a fault from now on. */
  claim(fault: string, failure: FailureClass): () => void {
    this.claims.set(failure, fault)
    return () => this.claims.delete(failure)
  }

  ended<R extends Result | PlanResult>(_work: WorkSeen, result: R): R {
    if (result.ok) return result
    const { failure } = result as Extract<Result, { ok: false }>
    const origin = this.claims.get(failure.class)
    return origin === undefined ? result : { ...result, failure: { ...failure, origin } }
  }

  /** What the watchers of production find is put down to a fault when they are told of it. */
  detected(detection: Detection): Detection {
    return detection
  }

  /** A rollout in production begins. */
  follow(rollout: Rollout, region: string): void {
    const seen: RolloutSeen = {
      service: rollout.service,
      region,
      startedAt: rollout.startedAt,
      get ended() {
        return rollout.ended
      },
      progress: () => rollout.progress(),
      failureRatio: () => rollout.failureRatio(),
      reaches: (share) => rollout.reaches(share),
      fails: (ratio) => rollout.fails(ratio),
    }
    this.rollouts.push(seen)
    this.rolloutBegan.notify()
    this.alarms.spawn(this.alarms.rollout(rollout, () => this.toBlame(rollout.service, region)))
  }

  /** Requests lost to faults so far, given how many a second each service gets. */
  lost(): number {
    return this.hurts.lost((service) => this.state.service(service).requestsPerSecond)
  }

  private toBlame(service: string, region: string): Failure | undefined {
    const fault = this.spoilt.get(service)?.fault ?? this.disturbing.at(-1)
    if (fault === undefined) return undefined
    const message = `new pods of ${service} do not become ready`
    return faultFailure(fault, { class: 'rollout-failure', message, service, region, since: this.state.kernel.now })
  }

  private behaviour(trouble: PodTrouble): PodBehaviour {
    switch (trouble.kind) {
      case 'crash':
      case 'out-of-memory':
      case 'hang':
        return { kind: trouble.kind, after: constant(trouble.afterMs) }
      case 'needs': {
        const { kernel, mechanisms } = this.state
        let readyAt: number | undefined
        const ready = (): boolean => kernel.now >= (readyAt ??= kernel.now + trouble.readyAfterMs)
        return { kind: 'needs', ready, exitsAfter: mechanisms.defects.crashAfter }
      }
      default:
        return trouble
    }
  }
}
