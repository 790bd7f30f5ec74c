import type { Kernel, Process } from '../../kernel/index.ts'
import type { DeploymentAddress } from '../../model/events.ts'
import type { Fault } from '../../model/fault.ts'
import type { Scenario } from '../../model/scenario.ts'
import type * as Api from '../world.ts'
import { Argo } from './argo.ts'
import { Builder } from './builder.ts'
import { CallTraffic } from './calls/call-traffic.ts'
import { drawChange } from './change-set.ts'
import type { Cluster } from './cluster/index.ts'
import { Crew } from './crew.ts'
import { Delivery } from './delivery.ts'
import { DriftLog } from './drift.ts'
import { GoingBack } from './going-back.ts'
import { Health } from './health.ts'
import { shiftTraffic } from './load-balancers.ts'
import { Migrations } from './migrations.ts'
import { otherTeams } from './other-teams.ts'
import { PodLog } from './pod-log.ts'
import { Production } from './production.ts'
import { PURPOSE } from './purpose.ts'
import type { TiltedPart } from './rare/tilt.ts'
import { regionalClusters } from './regional-clusters.ts'
import { Rollouts } from './rollouts.ts'
import { Scanner } from './scanner.ts'
import type { SimDeployment } from './sim-deployment.ts'
import { Sources } from './sources.ts'
import { SimState } from './state.ts'
import { Steps } from './steps.ts'
import { Suites } from './suites.ts'
import { Terraform } from './terraform.ts'
import { type RequestMeter, Traffic } from './traffic.ts'

const OK: Api.Result = { ok: true }

/** The world of models: each method hands its work to the mechanism that knows it. One world a stretch; it carries its state. */
export class SimWorld implements Api.World {
  readonly state: SimState
  private readonly sources: Sources
  readonly builder: Builder
  private readonly suites: Suites
  private readonly scanner: Scanner
  readonly terraform: Terraform
  readonly drift: DriftLog
  readonly clusters: ReadonlyMap<string, Cluster>
  private readonly migrations: Migrations
  private readonly crew: Crew
  private readonly argo: Argo
  private readonly delivery: Delivery
  private readonly goingBack: GoingBack
  private readonly traffic: RequestMeter
  private readonly underWay = new Map<number, SimDeployment>()
  private readonly podLog: PodLog

  constructor(of: {
    kernel: Kernel
    scenario: Scenario
    seed: number
    stretch: number
    /** Deployments whose recordings tell of single pods. */
    detailed?: ((deployment: number) => boolean) | undefined
    /** Deployments whose rare failures are made frequent. */
    tilted?: TiltedPart | undefined
  }) {
    const state = new SimState(of)
    const drift = new DriftLog(state)
    const health = new Health(state)
    this.state = state
    this.drift = drift
    this.sources = new Sources(of.scenario.deployments)
    const production = new Production(state, this.sources)
    this.podLog = new PodLog(of.detailed)
    const clusters = regionalClusters(state, production, this.podLog.listener)
    this.clusters = clusters
    const rollouts = new Rollouts(state, clusters, production, health)
    this.builder = new Builder(state, this.sources)
    this.suites = new Suites(state)
    this.scanner = new Scanner(state)
    this.terraform = new Terraform(state, drift, health)
    this.migrations = new Migrations(state)
    this.crew = new Crew(state, {
      clearDrift: (region) => drift.clear(region),
      damage: (flaw, d, deployment) => health.damage(flaw, d, deployment),
    })
    this.argo = new Argo(state, rollouts)
    this.delivery = new Delivery({ state, crew: this.crew, argo: this.argo, rollouts, sources: this.sources })
    this.goingBack = new GoingBack({ state, crew: this.crew, argo: this.argo, rollouts })
    const { calls } = of.scenario.mechanisms
    if (calls !== undefined) state.calls = new CallTraffic(state, clusters, health, calls)
    this.traffic = state.calls ?? new Traffic(state, clusters)
    const { otherTeams: others } = of.scenario.mechanisms
    if (others === undefined) return
    for (const { name } of of.scenario.fleet.regions) {
      of.kernel.spawn(otherTeams(state, this.terraform, name, others), { name: `other teams in ${name}` })
    }
  }

  *change(address: DeploymentAddress): Process<Api.ChangeSet> {
    return this.begin(address).change
  }

  /** The trigger of a deployment: what it brings. */
  begin(address: DeploymentAddress): SimDeployment {
    const d = drawChange(this.state, this.sources, address)
    this.underWay.set(address.deployment, d)
    this.traffic.begin(d)
    return d
  }

  *prepareRunner(work: Api.Work, deployment: Api.Deployment): Process<Api.Result> {
    const d = this.of(deployment)
    const { runners } = this.state.mechanisms
    const entity = this.state.key('deployment')
    const index = jobIndex(work.job)
    const steps = new Steps(this.state.kernel, work.job, deployment)
    yield* steps.take('runner-overhead', d.draws.machine(runners.overhead, entity, PURPOSE.runnerOverhead, index))
    if (!d.draws.chance(runners.failure, entity, PURPOSE.runnerFailure, index)) return OK
    return {
      ok: false,
      failure: { class: 'runner-failure', cause: 'platform', message: `the runner of ${work.job} was lost` },
    }
  }

  build(work: Api.BuildWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.builder.build(work, this.of(deployment), deployment)
  }

  test(work: Api.TestWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.suites.run(work, this.of(deployment), deployment)
  }

  scan(work: Api.ScanWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.scanner.run(work, this.of(deployment), deployment)
  }

  changedStates(work: Api.RegionWork, deployment: Api.Deployment): Process<readonly string[]> {
    return this.terraform.changedStates(work, this.of(deployment), deployment)
  }

  plan(work: Api.StateWork, deployment: Api.Deployment): Process<Api.PlanResult> {
    return this.terraform.plan(work, this.of(deployment), deployment)
  }

  apply(work: Api.StateWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.terraform.apply(work, this.of(deployment), deployment)
  }

  dns(work: Api.DnsWork, deployment: Api.Deployment): Process<Api.Result> {
    return shiftTraffic(this.state, work, this.of(deployment), deployment)
  }

  migrate(work: Api.MigrateWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.migrations.run(work, this.of(deployment), deployment)
  }

  *promote(work: Api.Work, deployment: Api.Deployment): Process<Api.Result> {
    const steps = new Steps(this.state.kernel, work.job, deployment)
    const { commit } = this.state.mechanisms.gitops
    yield* steps.take(
      'command',
      this.of(deployment).draws.machine(commit, this.state.key('deployment'), PURPOSE.commit),
    )
    return OK
  }

  deploy(work: Api.DeployWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.delivery.deploy(work, this.of(deployment), deployment)
  }

  smokeTest(work: Api.DeployWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.delivery.smokeTest(work, this.of(deployment), deployment)
  }

  *task(work: Api.TaskWork, deployment: Api.Deployment): Process<Api.Result> {
    const { draws } = this.of(deployment)
    const entity = this.state.key('deployment')
    const index = (jobIndex(work.spec.name) * 100 + work.copy) * 10 + work.attempt
    const steps = new Steps(this.state.kernel, work.job, deployment)
    yield* steps.take('task', draws.machine(work.spec.duration, entity, PURPOSE.task, index))
    if (!draws.chance(work.spec.failureProbability, entity, PURPOSE.taskFailure, index)) return OK
    return {
      ok: false,
      failure: { class: 'script-failure', cause: 'platform', message: `the script of ${work.job} failed` },
    }
  }

  manualStep(work: Api.ManualWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.crew.step(work, this.of(deployment), deployment)
  }

  review(review: Api.Review, deployment: Api.Deployment): Process<Api.Result> {
    return this.crew.review(review, this.of(deployment), deployment)
  }

  restartByHand(work: Api.Work, deployment: Api.Deployment): Process {
    return this.crew.restart(work, this.of(deployment), deployment)
  }

  watch(deployment: Api.Deployment): Process<Api.Detection> {
    return this.of(deployment).alarm.wait()
  }

  diagnose(detection: Api.Detection, deployment: Api.Deployment): Process {
    return this.crew.diagnose(detection, this.of(deployment))
  }

  revert(deployment: Api.Deployment): Process<Api.Result> {
    return this.goingBack.byGit(this.of(deployment), deployment)
  }

  rollBackByHand(deployment: Api.Deployment): Process<Api.Result> {
    return this.goingBack.byHand(this.of(deployment), deployment)
  }

  repair(deployment: Api.Deployment): Process {
    return this.goingBack.repair(this.of(deployment))
  }

  verify(deployment: Api.Deployment): Process<{ readonly dataCorrupted: boolean; readonly healthy: boolean }> {
    return this.goingBack.verify(this.of(deployment))
  }

  /** A world that nobody disturbs; `../faults/faulted-world.ts` is the one for scenarios with faults. */
  *inject(fault: Fault): Process {
    throw new RangeError(`fault "${fault.kind}" needs a world with faults`)
  }

  /** `lostToFaults` counts requests that faults lost, beside those that mechanisms did. */
  *finish(deployment: Api.Deployment, lostToFaults = 0): Process {
    const d = this.of(deployment)
    this.traffic.finish(d, deployment, lostToFaults)
    for (const task of d.tasks) task.interrupt('the deployment is over')
    this.underWay.delete(deployment.address.deployment)
    this.podLog.leave(deployment)
  }

  /** What this world knows of a deployment under way. */
  of(deployment: Api.Deployment): SimDeployment {
    const d = this.at(deployment.address)
    this.podLog.follow(deployment)
    return d
  }

  /** The same, by its address. */
  at({ deployment }: DeploymentAddress): SimDeployment {
    const d = this.underWay.get(deployment)
    if (d === undefined) throw new RangeError(`deployment ${deployment} is not under way`)
    return d
  }
}

/** A number for a job, from its name, so that its draws do not depend on which other jobs there are. */
function jobIndex(job: string): number {
  let hash = 0
  for (let i = 0; i < job.length; i++) hash = (Math.imul(hash, 31) + job.charCodeAt(i)) | 0
  return hash
}
