import { external, type Kernel, type Process } from '../../src/kernel/index.ts'
import { formatAddress, type JobId } from '../../src/model/events.ts'
import type { Failure } from '../../src/model/failure.ts'
import type { Service } from '../../src/model/fleet.ts'
import type { Mechanisms } from '../../src/model/mechanisms/index.ts'
import type { JobOf } from '../../src/model/pipeline.ts'
import { type Deployment, type DeployWork, type Result, step, type Work, type World } from '../../src/world/world.ts'
import type { ArgoCd } from '../argocd/argocd.ts'
import { startController, stopController } from '../argocd/outage.ts'
import { configureArgoCd } from '../argocd/settings.ts'
import type { GitFacts } from '../git/component.ts'
import { GitUnavailableError } from '../git/git-unavailable-error.ts'
import type { Commit, GitRepository } from '../git/repository.ts'
import { startGitServer, stopGitServer } from '../git/server.ts'
import { kernelTime } from '../kernel-time.ts'
import { followRollout } from '../kubectl/follow-rollout.ts'
import { nothingBefore } from '../kubectl/rollout-failures.ts'
import type { ServiceRollouts } from '../kubectl/service-rollouts.ts'
import type { Landing, Placed, Releases } from '../releases/releases.ts'
import { CommitNews } from './commit-news.ts'
import { Configuration } from './configuration.ts'
import { type HandOver, letGo, takeOver } from './hand-over.ts'
import { firstTurn, wavesFor } from './turns.ts'

const OK: Result = { ok: true }
const STAGING = 'staging'
const RECOVERY = 'recovery'

/** What the GitOps path works with. */
export interface GitOpsOptions {
  readonly kernel: Kernel
  readonly argo: ArgoCd
  readonly git: GitFacts
  readonly repository: GitRepository
  readonly rollouts: ServiceRollouts
  readonly releases: Releases
  readonly services: readonly Service[]
  /** Regions of the fleet, in its order. */
  readonly regions: readonly string[]
  /** How Argo CD learns of commits, and how much it does at once. */
  readonly mechanisms: Mechanisms['gitops']
}

/** One release that is on its way to a place through Git, for one job. */
interface Delivery extends Placed {
  readonly job: JobId
}

/**
 * Serves `World.promote`, `World.deploy` and `World.revert` for delivery by GitOps: commits, and watches Argo CD bring what was committed to
 * the clusters. Between {@link engage} and {@link disengage} nobody else may change what runs there: Argo CD would put it back.
 */
export class GitOps implements Pick<World, 'promote' | 'deploy' | 'revert'> {
  /** How Argo CD learns of commits; its webhook can be lost. */
  readonly news: CommitNews
  private readonly options: GitOpsOptions
  private readonly configuration: Configuration
  private readonly byName: ReadonlyMap<string, Service>
  private readonly commits = new Map<string, Commit[]>()

  constructor(options: GitOpsOptions) {
    this.options = options
    this.news = new CommitNews({ ...options, webhook: options.mechanisms.webhook })
    this.configuration = new Configuration(options)
    this.byName = new Map(options.services.map((service) => [service.name, service]))
  }

  /** Sets Argo CD up as the scenario says, and hands everything that runs over to it. No pod is replaced. */
  async engage(signal: AbortSignal): Promise<void> {
    const { argo } = this.options
    const { pollInterval, pollJitter, statusProcessors, operationProcessors } = this.options.mechanisms
    const settings = { pollInterval, pollJitter, statusProcessors, operationProcessors }
    await configureArgoCd(argo.connection, settings, signal)
    await takeOver(this.handOver, this.running(), signal)
  }

  /** Takes everything back from Argo CD, which goes on running as it is. Not an error when it was never engaged. */
  async disengage(signal: AbortSignal): Promise<void> {
    await letGo(this.handOver, this.running(), signal)
  }

  /** Commits what may go first: all of it, unless the job orders regions, services or waves. */
  *promote(work: Work & { readonly spec: JobOf<'deploy'> }, deployment: Deployment): Process<Result> {
    const { regions } = this.options
    const turn = firstTurn(work.spec, { changed: deployment.change.services, regions, services: this.byName })
    const deliveries = turn.services.flatMap((service) =>
      turn.places.map((place) => this.delivery(service, place, work.job, deployment)),
    )
    return yield* this.commit(deliveries, work.job, deployment)
  }

  /** Waits until services are rolled out in one region, wave by wave; what was not committed yet is committed when it is its turn. */
  *deploy(work: DeployWork, deployment: Deployment): Process<Result> {
    for (const [index, wave] of wavesFor(work.spec, work.services, this.byName).entries()) {
      const deliveries = wave.map((service) => this.delivery(service, work.region, work.job, deployment))
      const missing = deliveries.filter((delivery) => !this.configuration.holds(delivery))
      if (missing.length > 0) {
        const committed = yield* this.commit(missing, work.job, deployment)
        if (!committed.ok) return committed
      }
      const result = yield* this.together(deliveries, index > 0, deployment)
      if (!result.ok) return result
    }
    return OK
  }

  /** Reverts the deployment's commits for production, and waits until what ran before is back, everywhere at once. */
  *revert(deployment: Deployment): Process<Result> {
    const { kernel, releases } = this.options
    const landings = releases.landedBy(deployment.address)
    const first = landings.find(({ before }) => before === undefined)
    if (first !== undefined) return { ok: false, failure: nothingBefore(first.release.service, first.place) }
    const from = kernel.now
    const result = yield* external(kernel, (signal) => this.revertCommits(landings, deployment, signal))
    deployment.record(step(kernel.now, from, RECOVERY, 'command'))
    if (!result.ok) return result
    const deliveries = landings.map(({ before, place }) => ({ release: before!, place, job: RECOVERY }))
    return yield* this.together(deliveries, true, deployment)
  }

  /** Git answers nobody, neither pushes nor Argo CD, until {@link startGit}. */
  stopGit(signal: AbortSignal): Promise<void> {
    return stopGitServer(this.options.git.container, signal)
  }

  /** Ends {@link stopGit}. */
  startGit(signal: AbortSignal): Promise<void> {
    return startGitServer(this.options.git, signal)
  }

  /** Argo CD compares and syncs nothing, until {@link startController}. */
  stopController(signal: AbortSignal): Promise<void> {
    return stopController(this.options.argo.connection, signal)
  }

  /** Ends {@link stopController}. */
  startController(signal: AbortSignal): Promise<void> {
    return startController(this.options.argo.connection, signal)
  }

  private *commit(deliveries: readonly Delivery[], job: JobId, deployment: Deployment): Process<Result> {
    const { kernel } = this.options
    const from = kernel.now
    const result = yield* external(kernel, (signal) => this.commitDeliveries(deliveries, deployment, signal))
    deployment.record(step(kernel.now, from, job, 'command'))
    return result
  }

  /** Once begun it goes on to its end, also when nobody waits for it any more: what is in Git has landed. */
  private async commitDeliveries(
    deliveries: readonly Delivery[],
    deployment: Deployment,
    signal: AbortSignal,
  ): Promise<Result> {
    const { argo, releases, rollouts } = this.options
    const address = formatAddress(deployment.address)
    const message = `Deploy ${address}: ${[...new Set(deliveries.map(({ release }) => release.service))].join(', ')}`
    try {
      const commit = await this.configuration.commit(message, deliveries)
      const isStaging = deliveries.every(({ place }) => place === STAGING)
      if (!isStaging) this.commits.set(address, [...new Set([...(this.commits.get(address) ?? []), commit])])
    } catch (error) {
      if (!(error instanceof GitUnavailableError)) throw error
      return { ok: false, failure: notCommitted(error.message) }
    }
    for (const { release, place } of deliveries) {
      releases.land(place, release, place === STAGING ? undefined : deployment.address)
    }
    const strangers = deliveries.filter(({ release, place }) => !argo.manages(release.service, place))
    await Promise.all(
      strangers.map(({ release, place }) => argo.manage(release.service, rollouts.place(place), signal)),
    )
    return OK
  }

  private async revertCommits(
    landings: readonly Landing[],
    deployment: Deployment,
    signal: AbortSignal,
  ): Promise<Result> {
    const { argo, releases } = this.options
    const address = formatAddress(deployment.address)
    const commits = this.commits.get(address) ?? []
    if (commits.length === 0) return OK
    try {
      const revert = await this.configuration.revert(`Revert ${address}`, commits, landings)
      if (!revert.ok) return { ok: false, failure: notReverted(revert.conflicts) }
    } catch (error) {
      if (!(error instanceof GitUnavailableError)) throw error
      return { ok: false, failure: notCommitted(error.message) }
    }
    this.commits.delete(address)
    for (const { before, place } of landings) releases.land(place, before!, deployment.address)
    await Promise.all(landings.map(({ release, place }) => argo.endOperation(release.service, place, signal)))
    return OK
  }

  private *together(deliveries: readonly Delivery[], isTold: boolean, deployment: Deployment): Process<Result> {
    const { kernel } = this.options
    const results = yield* kernel.together(deliveries.map((delivery) => this.follow(delivery, isTold, deployment)))
    return results.find((result) => !result.ok) ?? OK
  }

  /** Follows one release from Git to its last pod. `isTold`: Argo CD is asked to look at Git, also where it polls. */
  private *follow({ release, place, job }: Delivery, isTold: boolean, deployment: Deployment): Process<Result> {
    const { kernel, argo, rollouts } = this.options
    const { service } = release
    const where = { service, region: place }
    const target = this.configuration.target(service, place)
    const from = kernel.now
    const isFound = (yield* this.news.reach({ service, place, target }, isTold)) === 'found'
    if (isFound) deployment.record(step(kernel.now, from, job, 'sync-wait', where))
    const noticed = isFound ? kernel.now : from
    const sync = yield* external(kernel, (signal) => argo.untilSynced(service, place, target, signal))
    const synced = Math.max(noticed, kernelTime(kernel, sync.at))
    deployment.record(step(synced, noticed, job, 'sync', where))
    if (!sync.ok) return { ok: false, failure: notSynced(service, place, sync.detail) }
    const generation = yield* external(kernel, (signal) => rollouts.generation(service, place, signal))
    return yield* followRollout(this.options, { release, place, job, generation, from: synced }, deployment)
  }

  private delivery(service: string, place: string, job: JobId, deployment: Deployment): Delivery {
    const { releases } = this.options
    const release = releases.builtBy(deployment.address, service) ?? releases.in(place, service)
    if (release === undefined) throw new RangeError(`${service} was not built, and does not run in ${place}`)
    return { release, place, job }
  }

  private running(): readonly Placed[] {
    const { releases, regions } = this.options
    return releases.runningIn([...regions, STAGING])
  }

  private get handOver(): HandOver {
    const { argo, rollouts } = this.options
    return { argo, rollouts, configuration: this.configuration }
  }
}

const notCommitted = (message: string): Failure => ({ class: 'script-failure', cause: 'platform', message })

const notReverted = (conflicts: readonly string[]): Failure => ({
  class: 'rollout-failure',
  cause: 'platform',
  message: `git revert has conflicts: ${conflicts.join(', ')} changed again since; revert the later deployment first`,
})

const notSynced = (service: string, region: string, detail: string): Failure => ({
  class: 'rollout-failure',
  cause: 'platform',
  message: `Argo CD could not sync ${service} in ${region}: ${detail}`,
  service,
  region,
})
