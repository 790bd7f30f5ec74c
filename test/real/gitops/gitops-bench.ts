import { AppsV1Api } from '@kubernetes/client-node'
import { ArgoCd } from '../../../harness/argocd/argocd.ts'
import { argoCdComponent } from '../../../harness/argocd/component.ts'
import { buildkitComponent } from '../../../harness/buildkit/component.ts'
import { ImageBuilder } from '../../../harness/buildkit/image-builder.ts'
import { objectName, REVISION_LABEL } from '../../../harness/charts/names.ts'
import type { Component, PartStatus } from '../../../harness/component.ts'
import { dockerComponent } from '../../../harness/docker/component.ts'
import { localRepository } from '../../../harness/git/address.ts'
import { gitComponent } from '../../../harness/git/component.ts'
import { GitRepository } from '../../../harness/git/repository.ts'
import { GitOps } from '../../../harness/gitops/gitops.ts'
import { kindComponent } from '../../../harness/kind/component.ts'
import { placeOf } from '../../../harness/kind/facts.ts'
import { Kubectl } from '../../../harness/kubectl/kubectl.ts'
import { ServiceRollouts } from '../../../harness/kubectl/service-rollouts.ts'
import { rolloutStatus } from '../../../harness/kubernetes/rollout-status.ts'
import { registryComponent } from '../../../harness/registry/component.ts'
import { Releases } from '../../../harness/releases/releases.ts'
import type { Faults } from '../../../harness/service/app/faults.ts'
import { Sources } from '../../../harness/sources/sources.ts'
import { Kernel, type Process, runInRealTime } from '../../../src/kernel/index.ts'
import { fleetSchema, type ServiceInput } from '../../../src/model/fleet.ts'
import { mechanismsSchema } from '../../../src/model/mechanisms/index.ts'
import { type JobInput, type JobOf, jobSchema } from '../../../src/model/pipeline.ts'
import type { Result } from '../../../src/world/world.ts'
import { BUILD } from '../job.ts'
import { Bench } from '../real-run.ts'
import { RecordedDeployment } from '../recorded-deployment.ts'
import { region } from '../small-fleet.ts'
import { untilSo } from './until-so.ts'

export const never = new AbortController().signal

type DeployJob = JobInput & { kind: 'deploy' }
const deployJob = (more: Partial<DeployJob>): JobOf<'deploy'> =>
  jobSchema.parse({
    kind: 'deploy',
    name: 'd',
    environment: 'production',
    delivery: 'gitops',
    ...more,
  }) as JobOf<'deploy'>
/** Clusters with Argo CD in the first, and everything that deployments need. */
export class GitOpsBench implements AsyncDisposable {
  readonly kernel = new Kernel()
  readonly sources = new Sources()
  readonly releases = new Releases()
  readonly regions: readonly string[]
  readonly gitops: GitOps
  readonly kubectl: Kubectl
  private readonly parts
  private readonly builder: ImageBuilder
  private count = 0

  private constructor(parts: Awaited<ReturnType<typeof bringUp>>) {
    this.parts = parts
    const { kernel, releases, sources } = this
    const { bench, rollouts, fleet } = parts
    const { services } = fleet
    this.regions = fleet.regions.map(({ name }) => name)
    this.kubectl = new Kubectl({ kernel, rollouts, releases, services })
    const { gitops: mechanisms } = mechanismsSchema.parse({ gitops: parts.gitopsMechanism })
    this.gitops = new GitOps({ ...parts, kernel, releases, services, regions: this.regions, mechanisms })
    this.builder = new ImageBuilder({
      ...{ kernel, run: bench.run, services, sources, releases, seed: 1 },
      build: bench.factsOf(buildkitComponent),
      registry: bench.factsOf(registryComponent),
    })
  }

  static async of(options: BenchOptions): Promise<GitOpsBench> {
    return new GitOpsBench(await bringUp(options))
  }

  get argo(): ArgoCd {
    return this.parts.argo
  }

  get rollouts(): ServiceRollouts {
    return this.parts.rollouts
  }

  /** Environment variables that services get beside the usual ones; may be changed. */
  get variables(): Record<string, string> {
    return this.parts.variables
  }

  /** Runs a process to its end, or until it is interrupted. */
  async run<T>(process: Process<T>, signal: AbortSignal = never): Promise<T> {
    const task = this.kernel.spawn(process)
    await runInRealTime(this.kernel, { signal })
    return task.result
  }

  /** Builds what is at the head of services, for a new deployment. */
  async build(services: readonly string[]): Promise<RecordedDeployment> {
    const deployment = new RecordedDeployment(services, this.count++)
    for (const service of services) {
      const built = await this.run(this.builder.build({ job: 'images', spec: BUILD, service }, deployment))
      if (!built.ok) throw new Error(built.failure.message)
    }
    return deployment
  }

  /** Changes services, good or bad, and builds them. */
  change(services: readonly string[], faults: Faults = {}): Promise<RecordedDeployment> {
    for (const service of services) this.sources.change(service, { faults })
    return this.build(services)
  }

  /** Deploys by kubectl, to a region or staging. */
  byHand(deployment: RecordedDeployment, place: string): Promise<Result> {
    const spec = deployJob({ delivery: 'kubectl', environment: place === 'staging' ? 'staging' : 'production' })
    const { services } = deployment.change
    return this.run(this.kubectl.deploy({ job: 'd', spec, region: place, services }, deployment))
  }

  /** Promotes and deploys as the engine does. */
  async deploy(
    deployment: RecordedDeployment,
    more: Partial<DeployJob> = {},
    signal: AbortSignal = never,
  ): Promise<readonly Result[]> {
    const spec = deployJob(more)
    const { gitops, kernel } = this
    const places = spec.environment === 'staging' ? ['staging'] : this.regions
    const { services } = deployment.change
    return await this.run(
      (function* () {
        const promoted = yield* gitops.promote({ job: 'd', spec }, deployment)
        if (!promoted.ok) return [promoted]
        const to = (place: string) => gitops.deploy({ job: 'd', spec, region: place, services }, deployment)
        if (spec.regions === 'parallel') return yield* kernel.together(places.map(to))
        const results: Result[] = []
        for (const place of places) results.push(yield* to(place))
        return results
      })(),
      signal,
    )
  }

  /** What a service says of itself, through the port of this machine. */
  async version(service: string, place: string = this.regions[0]!): Promise<string> {
    const { hostPorts } = placeOf(this.parts.bench.factsOf(kindComponent), place)
    const response = await fetch(`http://127.0.0.1:${hostPorts[service]}/version`, { headers: { connection: 'close' } })
    return ((await response.json()) as { revision: string }).revision
  }

  /**
   * Checks that the rollout of the release that counts as what runs is complete, and waits until no pod of before answers any more: one that is
   * being deleted may, for a moment after the rollout.
   */
  async untilServing(service: string, place: string = this.regions[0]!): Promise<void> {
    const { revision } = this.releases.in(place, service)!
    const { namespace } = this.rollouts.place(place)
    const api = this.rollouts.connection(place).api(AppsV1Api, never)
    const deployment = await api.readNamespacedDeployment({ namespace, name: objectName(service) })
    const wanted = deployment.spec?.template.metadata?.labels?.[REVISION_LABEL]
    if (wanted !== revision) throw new Error(`expected ${service} to be meant to run ${revision}, got ${wanted}`)
    const status = rolloutStatus(deployment, deployment.metadata?.generation ?? 0)
    if (status.state !== 'complete')
      throw new Error(`expected the rollout of ${service} to be complete: ${status.state}`)
    await untilSo(async () => (await this.version(service, place).catch(() => '')) === revision)
  }

  /** What a component says of itself. */
  async status<Facts>(component: Component<Facts>): Promise<readonly PartStatus[]> {
    const { bench } = this.parts
    return await component.status(bench.run, bench.factsOf(component), never)
  }

  /** Names of the pods of all services in a place. */
  pods(place: string): readonly string[] {
    const { rollouts, fleet } = this.parts
    return fleet.services.flatMap(({ name }) =>
      rollouts
        .watch(place)
        .pods(name)
        .filter(({ metadata }) => metadata?.deletionTimestamp === undefined)
        .map(({ metadata }) => metadata?.name ?? ''),
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { argo, rollouts, bench } = this.parts
    await argo[Symbol.asyncDispose]()
    await rollouts[Symbol.asyncDispose]()
    await bench[Symbol.asyncDispose]()
  }
}

interface BenchOptions {
  readonly services: readonly ServiceInput[]
  readonly regions: readonly string[]
  readonly topology?: 'clusters' | 'labels'
  /** What the scenario says of Argo CD. */
  readonly mechanisms?: object
}

async function bringUp({ services, regions, topology = 'clusters', mechanisms = {} }: BenchOptions) {
  const fleetInput = { services: [...services], regions: regions.map(region) }
  const fleet = fleetSchema.parse(fleetInput)
  await using stack = new AsyncDisposableStack()
  const bench = stack.use(await Bench.of(fleetInput, { regions: topology, creation: 'one-by-one' }))
  await bench.up(dockerComponent)
  await bench.up(registryComponent)
  const git = await bench.up(gitComponent)
  await bench.up(buildkitComponent)
  const clusters = await bench.up(kindComponent)
  const argo = stack.use(await ArgoCd.start(await bench.up(argoCdComponent)))
  const repository = await GitRepository.open(bench.run, localRepository(git.port), never)
  const extra: Record<string, string> = {}
  const options = { run: bench.run, clusters, services: fleet.services, seed: 1, variables: () => extra }
  const rollouts = stack.use(await ServiceRollouts.start(options))
  stack.move()
  return { bench, git, argo, repository, rollouts, fleet, variables: extra, gitopsMechanism: mechanisms }
}
