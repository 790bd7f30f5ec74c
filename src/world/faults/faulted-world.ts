import type { WorkPoint, WorkSeen } from '../../faults/hooks.ts'
import type { Process } from '../../kernel/index.ts'
import type { DeploymentAddress } from '../../model/events.ts'
import type { Fault } from '../../model/fault.ts'
import { Steps } from '../sim/steps.ts'
import type * as Api from '../world.ts'
import type { Disturbance, FaultsUnderWay } from './disturbance.ts'

interface Where {
  readonly service?: string
  readonly region?: string
  readonly subject?: string
}

/**
 * A world as faults disturb it: the same world, with the scenario's faults between it and the orchestrator. Scenarios without
 * faults do not come here, so that faults cost them nothing.
 */
export class FaultedWorld implements Api.World {
  private readonly inner: Api.World
  private readonly disturbance: Disturbance

  constructor(inner: Api.World, disturbance: Disturbance) {
    this.inner = inner
    this.disturbance = disturbance
  }

  *change(address: DeploymentAddress): Process<Api.ChangeSet> {
    const change = yield* this.inner.change(address)
    this.disturbance.begin(address)
    return change
  }

  inject(fault: Fault, deployment: Api.Deployment): Process {
    return this.disturbance.inject(fault, deployment)
  }

  prepareRunner(work: Api.Work, deployment: Api.Deployment): Process<Api.Result> {
    return this.through('prepareRunner', work, deployment, this.inner.prepareRunner(work, deployment))
  }

  build(work: Api.BuildWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.through('build', work, deployment, this.inner.build(work, deployment), work)
  }

  test(work: Api.TestWork, deployment: Api.Deployment): Process<Api.Result> {
    const where = { service: work.service, subject: work.spec.suites }
    return this.through('test', work, deployment, this.inner.test(work, deployment), where)
  }

  scan(work: Api.ScanWork, deployment: Api.Deployment): Process<Api.Result> {
    const where = { subject: work.spec.scan, ...(work.service === undefined ? {} : { service: work.service }) }
    return this.through('scan', work, deployment, this.inner.scan(work, deployment), where)
  }

  changedStates(work: Api.RegionWork, deployment: Api.Deployment): Process<readonly string[]> {
    return this.inner.changedStates(work, deployment)
  }

  plan(work: Api.StateWork, deployment: Api.Deployment): Process<Api.PlanResult> {
    return this.through('plan', work, deployment, this.inner.plan(work, deployment), { region: work.region })
  }

  apply(work: Api.StateWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.through('apply', work, deployment, this.inner.apply(work, deployment), { region: work.region })
  }

  dns(work: Api.DnsWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.inner.dns(work, deployment)
  }

  migrate(work: Api.MigrateWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.through('migrate', work, deployment, this.inner.migrate(work, deployment))
  }

  promote(work: Api.Work & Pick<Api.DeployWork, 'spec'>, deployment: Api.Deployment): Process<Api.Result> {
    const where = { subject: work.spec.environment }
    return this.through('promote', work, deployment, this.inner.promote(work, deployment), where)
  }

  deploy(work: Api.DeployWork, deployment: Api.Deployment): Process<Api.Result> {
    const where = { region: work.region, subject: work.spec.environment }
    return this.through('deploy', work, deployment, this.inner.deploy(work, deployment), where)
  }

  smokeTest(work: Api.DeployWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.inner.smokeTest(work, deployment)
  }

  task(work: Api.TaskWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.inner.task(work, deployment)
  }

  manualStep(work: Api.ManualWork, deployment: Api.Deployment): Process<Api.Result> {
    const where = { subject: work.spec.touches }
    return this.through('manualStep', work, deployment, this.inner.manualStep(work, deployment), where)
  }

  review(review: Api.Review, deployment: Api.Deployment): Process<Api.Result> {
    return this.through('review', review, deployment, this.inner.review(review, deployment), {
      subject: review.subject,
    })
  }

  restartByHand(work: Api.Work, deployment: Api.Deployment): Process {
    return this.inner.restartByHand(work, deployment)
  }

  *watch(deployment: Api.Deployment): Process<Api.Detection> {
    return this.faultsOf(deployment).detected(yield* this.inner.watch(deployment))
  }

  diagnose(detection: Api.Detection, deployment: Api.Deployment): Process {
    return this.inner.diagnose(detection, deployment)
  }

  *revert(deployment: Api.Deployment): Process<Api.Result> {
    const back = this.inner.revert(deployment)
    const result = yield* this.through('revert', { job: 'recovery' }, deployment, back)
    this.faultsOf(deployment).hurts.releaseIsBack()
    return result
  }

  *rollBackByHand(deployment: Api.Deployment): Process<Api.Result> {
    const result = yield* this.inner.rollBackByHand(deployment)
    this.faultsOf(deployment).hurts.releaseIsBack()
    return result
  }

  *repair(deployment: Api.Deployment): Process {
    yield* this.inner.repair(deployment)
    const faults = this.faultsOf(deployment)
    faults.hurts.releaseIsBack()
    faults.repaired.notify()
  }

  /** Going back heals what the release did; a fault that goes on is not healed by it. */
  *verify(deployment: Api.Deployment): Process<{ readonly dataCorrupted: boolean; readonly healthy: boolean }> {
    const result = yield* this.inner.verify(deployment)
    return { ...result, healthy: result.healthy && !this.faultsOf(deployment).hurts.outlivesRelease }
  }

  finish(deployment: Api.Deployment): Process {
    return this.disturbance.finish(deployment)
  }

  private *through<R extends Api.Result | Api.PlanResult>(
    point: WorkPoint,
    { job }: Api.Work,
    deployment: Api.Deployment,
    work: Process<R>,
    where: Where = {},
  ): Process<R | Extract<Api.Result, { ok: false }>> {
    const faults = this.faultsOf(deployment)
    const { service, region, subject } = where
    const steps = new Steps(this.disturbance.kernel, job, deployment, {
      ...(service === undefined ? {} : { service }),
      ...(region === undefined ? {} : { region }),
    })
    const seen: WorkSeen = { point, job, service, region, subject }
    const stopped = yield* faults.interceptions.before(seen, steps)
    if (stopped !== undefined) return stopped
    return faults.ended(seen, yield* work)
  }

  private faultsOf(deployment: Api.Deployment): FaultsUnderWay {
    return this.disturbance.of(deployment)
  }
}
