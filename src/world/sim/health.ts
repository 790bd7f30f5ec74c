import type { Kernel, Process } from '../../kernel/index.ts'
import type { DetectionPath } from '../../model/events.ts'
import type { Failure } from '../../model/failure.ts'
import type { Millis } from '../../model/units.ts'
import type { Deployment, Detection } from '../world.ts'
import type { PodBehaviour, Rollout } from './cluster/index.ts'
import type { Reaching } from './exposure.ts'
import { type Flaw, failureOf } from './flaw.ts'
import { PURPOSE } from './purpose.ts'
import type { RolloutOrder } from './rollout-order.ts'
import type { SimDeployment } from './sim-deployment.ts'
import type { SimState } from './state.ts'

/** Share of new pods that fail from which people and alerts call a rollout stuck, where no readiness rule says so. */
const SOME = 0.01
/** A share that the first new pod exceeds. */
const ANY = 1e-9

/**
 * Everything that can notice that production is hurt. Each way of noticing is a process of its own that takes its own time;
 * the first one to speak raises the deployment's alarm.
 */
export class Health {
  private readonly state: SimState

  constructor(state: SimState) {
    this.state = state
  }

  /**
   * Follows a rollout in production: pods that do not become ready, and wrong answers from those that do. `traffic` is what the
   * new version gets, where that is not simply what its pods are of all pods.
   */
  follow(
    order: RolloutOrder,
    rollout: Rollout,
    behaviour: PodBehaviour,
    d: SimDeployment,
    deployment: Deployment,
    traffic: Reaching = rollout,
  ): void {
    for (const flaw of d.live(order.service)) {
      if (flaw.symptom.kind === 'errors') this.spawn(d, this.errors(flaw, flaw.symptom.ratio, traffic, d, deployment))
    }
    if (behaviour.kind === 'healthy') return
    const flaw = d.live(order.service).find((one) => one.symptom.kind === 'crash' || one.symptom.kind === 'never-ready')
    this.spawn(d, this.failingPods(order, rollout, flaw, d, deployment))
  }

  /** Damage that is there at once, whatever version runs. */
  damage(flaw: Flaw, d: SimDeployment, deployment: Deployment): void {
    d.flaws.push(flaw)
    if (!deployment.reachedProduction) deployment.record({ kind: 'production.reached', at: this.kernel.now })
    const failure = this.land(flaw, 'platform damage', d, deployment)
    if (this.isAlerting) this.spawn(d, this.alert(failure, d))
    this.spawn(d, this.customers(failure, d))
  }

  /** Trouble has spread to the users of another service, whose alert speaks when they are still hurt after its delays. */
  spreads(failure: Failure, isHurt: () => boolean, d: SimDeployment): void {
    if (this.isAlerting) this.spawn(d, this.unlessHealed({ path: 'alert', failure }, this.alertDelay(), isHurt, d))
  }

  private *failingPods(
    order: RolloutOrder,
    rollout: Rollout,
    flaw: Flaw | undefined,
    d: SimDeployment,
    deployment: Deployment,
  ): Process {
    while (rollout.failureRatio() < SOME && !rollout.superseded.fired) yield rollout.changed
    if (rollout.superseded.fired) return
    const late = rollout.complete.fired
    const { kernel } = this.state
    const failure: Failure =
      flaw === undefined
        ? {
            class: 'rollout-failure',
            cause: 'dependency-not-ready',
            message: `new pods of ${order.service} started before a dependency was ready`,
            service: order.service,
            region: order.region,
            since: kernel.now,
          }
        : this.land(flaw, `new pods of ${order.service} do not become ready`, d, deployment)
    if (flaw === undefined) {
      deployment.record({
        kind: 'fault.landed',
        at: kernel.now,
        fault: 'dependency-not-ready',
        target: `${order.service} in ${order.region}`,
        proof: 'a new pod exited during start-up',
      })
    }
    this.noticePods({ order, rollout, failure, late }, d)
  }

  /**
   * Who notices pods that fail. `late` pods failed after the rollout was complete, as those without a readiness probe do:
   * then no rule on the rollout and nobody who watches it can see them.
   */
  private noticePods(
    of: { order: RolloutOrder; rollout: Rollout; failure: Failure; late: boolean },
    d: SimDeployment,
  ): void {
    const { order, rollout, failure, late } = of
    const isHurt = (): boolean => !rollout.superseded.fired && (late || !rollout.complete.fired)
    const speaks = (path: DetectionPath, wait: Process): void =>
      this.spawn(d, this.unlessHealed({ path, failure }, wait, isHurt, d))
    const { policy, readinessFailureRatio } = this.state.scenario.pipeline.rollback
    if (this.isAlerting && policy === 'readiness-failures' && !late) {
      speaks('readiness-rule', this.readinessRule(rollout, readinessFailureRatio))
    } else if (this.isAlerting) speaks('alert', this.alertDelay())
    else if (late) this.spawn(d, this.customers(failure, d))
    else speaks('rollout-watch', this.watching(order, d))
    if (!late) this.spawn(d, this.deadline(rollout, failure, d))
  }

  private *unlessHealed(detection: Detection, wait: Process, isHurt: () => boolean, d: SimDeployment): Process {
    yield* wait
    if (isHurt()) d.raise(detection)
  }

  /** The rule reads what was scraped, at its own interval: share of new pods that are not ready. */
  private *readinessRule(rollout: Rollout, ratio: number): Process {
    const { detection } = this.state.mechanisms
    if (!(yield* rollout.fails(ratio))) return
    yield* this.untilTick(detection.scrapeInterval)
    yield* this.untilTick(detection.ruleInterval)
  }

  private *watching(order: RolloutOrder, d: SimDeployment): Process {
    yield d.draws.person(this.state.mechanisms.detection.watchNotices, this.state.key(order.service), PURPOSE.watch)
  }

  private *deadline(rollout: Rollout, failure: Failure, d: SimDeployment): Process {
    yield* rollout.progressDeadlineExceeded.wait()
    d.raise({ path: 'progress-deadline', failure })
  }

  private *errors(flaw: Flaw, ratio: number, traffic: Reaching, d: SimDeployment, deployment: Deployment): Process {
    if (!(yield* traffic.reaches(ANY))) return
    const failure = this.land(flaw, `${flaw.service} answers with errors`, d, deployment)
    const { alertErrorRatio } = this.state.mechanisms.detection
    this.spawn(d, this.customers(failure, d))
    if (this.isAlerting) {
      this.spawn(d, this.synthetic(failure, d))
      if (ratio >= alertErrorRatio) {
        if (yield* traffic.reaches(alertErrorRatio / ratio)) this.spawn(d, this.alert(failure, d))
      }
    }
  }

  private *alert(failure: Failure, d: SimDeployment): Process {
    yield* this.alertDelay()
    d.raise({ path: 'alert', failure })
  }

  /** Scrape, rule, `for`, and the notifier's group wait, one after the other as Prometheus and Alertmanager do. */
  private *alertDelay(): Process {
    const { detection } = this.state.mechanisms
    yield* this.untilTick(detection.scrapeInterval)
    yield* this.untilTick(detection.ruleInterval)
    yield detection.alertFor
    yield detection.notification
  }

  private *synthetic(failure: Failure, d: SimDeployment): Process {
    const { detection } = this.state.mechanisms
    const entity = this.state.key('deployment')
    for (let check = 0; ; check++) {
      yield* this.untilTick(detection.syntheticInterval)
      if (d.draws.chance(detection.syntheticCatches, entity, PURPOSE.synthetic, check)) break
      yield 1
    }
    d.raise({ path: 'synthetic-check', failure })
  }

  private *customers(failure: Failure, d: SimDeployment): Process {
    const { customerReport } = this.state.mechanisms.people
    yield d.draws.person(customerReport, this.state.key('deployment'), PURPOSE.customer)
    d.raise({ path: 'customer-report', failure })
  }

  /** A flaw shows for the first time: users or the rollout are hurt from here. */
  private land(flaw: Flaw, message: string, d: SimDeployment, deployment: Deployment): Failure {
    const { now } = this.state.kernel
    const failure: Failure = { ...failureOf(flaw, 'rollout-failure', message), since: now }
    if (d.landedFlaws.has(flaw.id)) return failure
    d.landedFlaws.set(flaw.id, now)
    deployment.record({ kind: 'fault.landed', at: now, fault: flaw.cause, target: flaw.service, proof: message })
    if (d.landedFlaws.size === 1) deployment.record({ kind: 'impact.started', at: now, failure })
    return failure
  }

  private *untilTick(interval: Millis): Process {
    const rest = this.kernel.now % interval
    if (rest > 0) yield interval - rest
  }

  private get kernel(): Kernel {
    return this.state.kernel
  }

  private get isAlerting(): boolean {
    return this.state.scenario.pipeline.monitoring === 'alerts'
  }

  private spawn(d: SimDeployment, process: Process): void {
    d.tasks.push(this.kernel.spawn(process, { name: 'monitor' }))
  }
}
