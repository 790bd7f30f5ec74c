import { type Kernel, type Process, Signal } from '../../src/kernel/index.ts'
import { isAdditive } from '../../src/model/additive-migration.ts'
import type { DeploymentAddress } from '../../src/model/events.ts'
import type { Failure } from '../../src/model/failure.ts'
import type { Fault } from '../../src/model/fault.ts'
import { drawChange } from '../../src/world/sim/change-set.ts'
import { PURPOSE } from '../../src/world/sim/purpose.ts'
import type { SimDeployment } from '../../src/world/sim/sim-deployment.ts'
import { Sources as PlannedSources } from '../../src/world/sim/sources.ts'
import type { SimState } from '../../src/world/sim/state.ts'
import type * as Api from '../../src/world/world.ts'
import type { ImageBuilder } from '../buildkit/image-builder.ts'
import { CommandWorld } from '../command/command-world.ts'
import type { DatabaseJobs } from '../databases/database-jobs.ts'
import type { TrafficShift } from '../dns/traffic-shift.ts'
import type { Traffic } from '../k6/traffic.ts'
import type { Kubectl } from '../kubectl/kubectl.ts'
import { StuckRollout } from '../kubectl/rollout-failures.ts'
import type { Observation } from '../observation/observation.ts'
import type { JobContainers } from '../runner/job-containers.ts'
import type { ScanJobs } from '../scans/scan-jobs.ts'
import type { Sources } from '../sources/sources.ts'
import type { SuiteJobs } from '../suites/suite-jobs.ts'
import type { TerraformJobs } from '../terraform/terraform-jobs.ts'
import { faultsOf, mistakenVariables } from './defects.ts'
import { explained } from './explained.ts'
import { lacking } from './lacking.ts'
import type { GitOpsPart } from './parts.ts'
import type { People } from './people.ts'
import type { Production } from './production.ts'

/** The parts that a world of real things is made of. A part that the environment does not have is refused when it is needed. */
export interface KindWorldParts {
  readonly kernel: Kernel
  /** The scenario, and the draws of this stretch: the same as the simulator's. */
  readonly state: SimState
  /** The repositories as this scenario changes them. */
  readonly sources: Sources
  readonly runner: Pick<JobContainers, 'prepareRunner'>
  readonly builder: Pick<ImageBuilder, 'build'>
  readonly kubectl: Pick<Kubectl, 'deploy' | 'rollBackByHand'>
  readonly production: Pick<Production, 'mistake' | 'forgetMistakes' | 'revert' | 'repair'>
  readonly people: People
  readonly observation: Pick<Observation, 'watch' | 'smokeTest' | 'verify' | 'checkStaging'>
  readonly suites?: Pick<SuiteJobs, 'test'>
  readonly scans?: Pick<ScanJobs, 'scan'>
  readonly terraform?: Pick<TerraformJobs, 'changedStates' | 'plan' | 'apply' | 'finish'>
  readonly dns?: Pick<TrafficShift, 'dns'>
  readonly databases?: Pick<DatabaseJobs, 'migrate' | 'breakMigrationOf'>
  readonly gitops?: GitOpsPart
  readonly traffic?: Pick<Traffic, 'begin' | 'finish'>
}

/**
 * The world of real things: each method hands its work to the part that does it. What a deployment brings and what people need is drawn
 * as in the simulator, under the same keys, so that a run and its prediction speak of the same deployment.
 */
export class KindWorld implements Api.World {
  private readonly parts: KindWorldParts
  private readonly planned: PlannedSources
  private readonly commands: CommandWorld
  private readonly underWay = new Map<number, SimDeployment>()

  constructor(parts: KindWorldParts) {
    this.parts = parts
    this.planned = new PlannedSources(parts.state.scenario.deployments)
    this.commands = new CommandWorld(parts.kernel)
  }

  *change(address: DeploymentAddress): Process<Api.ChangeSet> {
    const d = drawChange(this.parts.state, this.planned, address)
    for (const service of d.change.services) {
      const faults = Object.assign({}, ...d.live(service).map(faultsOf))
      this.parts.sources.change(service, { lockFile: d.lockFileChanged.has(service), faults })
    }
    this.underWay.set(address.deployment, d)
    return d.change
  }

  prepareRunner(work: Api.Work, deployment: Api.Deployment): Process<Api.Result> {
    return this.parts.runner.prepareRunner(work, deployment)
  }

  build(work: Api.BuildWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.parts.builder.build(work, deployment)
  }

  *test(work: Api.TestWork, deployment: Api.Deployment): Process<Api.Result> {
    const { suites = lacking('test') } = this.parts
    const d = this.of(deployment)
    const result = yield* suites.test(work, deployment)
    if (result.ok || result.failure.class !== 'defect-found') return result
    const flaw = d.live(work.service).find(({ cause }) => cause === 'code-defect')
    if (flaw === undefined) return result
    d.caught(flaw, `${work.spec.suites === 'all' ? 'suite' : work.spec.suites}-tests`, this.now, deployment)
    return { ok: false, failure: { ...result.failure, cause: flaw.cause, origin: flaw.id } }
  }

  scan(work: Api.ScanWork, deployment: Api.Deployment): Process<Api.Result> {
    return (this.parts.scans ?? lacking('scan')).scan(work, deployment)
  }

  changedStates(work: Api.RegionWork, deployment: Api.Deployment): Process<readonly string[]> {
    return (this.parts.terraform ?? lacking('changedStates')).changedStates(work, deployment)
  }

  plan(work: Api.StateWork, deployment: Api.Deployment): Process<Api.PlanResult> {
    return (this.parts.terraform ?? lacking('plan')).plan(work, deployment)
  }

  apply(work: Api.StateWork, deployment: Api.Deployment): Process<Api.Result> {
    return (this.parts.terraform ?? lacking('apply')).apply(work, deployment)
  }

  dns(work: Api.DnsWork, deployment: Api.Deployment): Process<Api.Result> {
    return (this.parts.dns ?? lacking('dns')).dns(work, deployment)
  }

  *migrate(work: Api.MigrateWork, deployment: Api.Deployment): Process<Api.Result> {
    const { databases = lacking('migrate'), people, state } = this.parts
    const d = this.of(deployment)
    const byPerson = work.spec.by === 'person'
    if (d.draws.chance(state.mechanisms.database.failure, state.key('deployment'), PURPOSE.migrationFailure)) {
      databases.breakMigrationOf(deployment)
    }
    if (byPerson) yield* people.startsMigration(work, d, deployment)
    const result = yield* databases.migrate(work, deployment)
    d.cannotGoBack = result.ok && d.change.irreversible && !isAdditive(work.spec)
    if (byPerson) yield* people.looksAtMigration(work, d, deployment)
    return result
  }

  promote(work: Api.Work & Pick<Api.DeployWork, 'spec'>, deployment: Api.Deployment): Process<Api.Result> {
    return (this.parts.gitops ?? lacking('promote')).promote(work, deployment)
  }

  /**
   * A rollout in production that is stuck is not the end of the job, as in the simulator: those who watch production speak when they see
   * it, each in its own time, and the job is stopped then. When nobody does it goes on waiting, until its own timeout.
   */
  *deploy(work: Api.DeployWork, deployment: Api.Deployment): Process<Api.Result> {
    const { traffic, kubectl, observation } = this.parts
    const d = this.of(deployment)
    const isStaging = work.spec.environment === 'staging'
    if (!isStaging && traffic !== undefined) yield* traffic.begin(deployment)
    const delivery = work.spec.delivery === 'gitops' ? (this.parts.gitops ?? lacking('deploy')) : kubectl
    const result = yield* delivery.deploy(work, deployment)
    if (isStaging && !result.ok) return this.caughtInStaging(result.failure, d, deployment)
    if (isStaging) return yield* observation.checkStaging(work, deployment)
    return result instanceof StuckRollout ? yield* new Signal<Api.Result>().wait() : result
  }

  smokeTest(work: Api.DeployWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.parts.observation.smokeTest(work, deployment)
  }

  *task(work: Api.TaskWork, deployment: Api.Deployment): Process<Api.Result> {
    return yield* this.commands.task(work, deployment)
  }

  manualStep(work: Api.ManualWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.step(work, deployment)
  }

  review(review: Api.Review, deployment: Api.Deployment): Process<Api.Result> {
    return this.parts.people.review(review, this.of(deployment), deployment)
  }

  restartByHand(work: Api.Work, deployment: Api.Deployment): Process {
    return this.parts.people.crew.restart(work, this.of(deployment), deployment)
  }

  /** The first of the observers, and of the jobs that saw something themselves. */
  *watch(deployment: Api.Deployment): Process<Api.Detection> {
    const { kernel, observation } = this.parts
    const d = this.of(deployment)
    const observed = kernel.spawn(observation.watch(deployment), { name: 'observation' })
    const raised = kernel.spawn(d.alarm.wait(), { name: 'alarm' })
    try {
      const first = (yield* kernel.race<Api.Detection>([observed, raised])) as typeof observed
      const { path, failure } = first.result
      return { path, failure: explained(failure, d) }
    } finally {
      observed.interrupt('nobody listens any more')
      raised.interrupt('nobody listens any more')
    }
  }

  diagnose(detection: Api.Detection, deployment: Api.Deployment): Process {
    return this.parts.people.crew.diagnose(detection, this.of(deployment))
  }

  *revert(deployment: Api.Deployment): Process<Api.Result> {
    this.parts.production.forgetMistakes()
    return yield* (this.parts.gitops ?? this.parts.production).revert(deployment)
  }

  *rollBackByHand(deployment: Api.Deployment): Process<Api.Result> {
    this.parts.production.forgetMistakes()
    // Where Argo CD follows Git, it puts back what somebody applies past it: a person reverts the commit.
    return yield* this.parts.gitops?.revert(deployment) ?? this.parts.kubectl.rollBackByHand(deployment)
  }

  *repair(deployment: Api.Deployment): Process {
    const d = this.of(deployment)
    yield* this.parts.people.crew.repair(d)
    for (const flaw of d.flaws) flaw.caughtBy ??= 'repair'
    if (this.parts.gitops !== undefined) {
      this.parts.production.forgetMistakes()
      yield* this.parts.gitops.revert(deployment)
    } else yield* this.parts.production.repair(deployment)
  }

  verify(deployment: Api.Deployment): Process<{ readonly dataCorrupted: boolean; readonly healthy: boolean }> {
    return this.parts.observation.verify(deployment)
  }

  /** A world that nobody disturbs; scenarios with faults have a `FaultedWorld` around it. */
  *inject(fault: Fault): Process {
    throw new RangeError(`fault "${fault.kind}" needs a world with faults`)
  }

  *finish(deployment: Api.Deployment): Process {
    const { traffic, terraform } = this.parts
    traffic?.finish(deployment)
    terraform?.finish(deployment)
    const d = this.of(deployment)
    for (const task of d.tasks) task.interrupt('the deployment is over')
    this.underWay.delete(deployment.address.deployment)
  }

  /** What was drawn for a deployment under way. */
  of(deployment: Api.Deployment): SimDeployment {
    const d = this.underWay.get(deployment.address.deployment)
    if (d === undefined) throw new RangeError(`deployment ${deployment.address.deployment} is not under way`)
    return d
  }

  /** A mistake that nobody noticed is in the configuration from here on. */
  private *step(work: Api.ManualWork, deployment: Api.Deployment): Process<Api.Result> {
    const d = this.of(deployment)
    const before = d.flaws.length
    const result = yield* this.parts.people.crew.step(work, d, deployment)
    for (const flaw of d.flaws.slice(before)) {
      if (flaw.symptom.kind === 'platform-damage') continue
      this.parts.production.mistake(flaw.service, mistakenVariables(flaw))
    }
    return result
  }

  /** Pods that do not start in staging stop the deployment. */
  private caughtInStaging(failure: Failure, d: SimDeployment, deployment: Api.Deployment): Api.Result {
    const flaw = d.live(failure.service ?? '')[0]
    if (flaw !== undefined) d.caught(flaw, 'staging', this.now, deployment)
    return { ok: false, failure: { ...explained(failure, d), class: 'defect-found' } }
  }

  private get now(): number {
    return this.parts.kernel.now
  }
}
