import type { Kernel } from '../../src/kernel/index.ts'
import { formatAddress } from '../../src/model/events.ts'
import type { Fleet } from '../../src/model/fleet.ts'
import { ArgoCd } from '../argocd/argocd.ts'
import { argoCdComponent } from '../argocd/component.ts'
import { buildkitComponent } from '../buildkit/component.ts'
import { ImageBuilder } from '../buildkit/image-builder.ts'
import { argoRolloutsComponent } from '../canary/component.ts'
import { objectName } from '../charts/names.ts'
import { insideUrlOf } from '../databases/addresses.ts'
import { type DatabaseFacts, databasesComponent } from '../databases/component.ts'
import type { Environment } from '../environment/environment.ts'
import { Mistakes } from '../faults/mistakes.ts'
import { localRepository } from '../git/address.ts'
import { type GitFacts, gitComponent } from '../git/component.ts'
import { GitRepository } from '../git/repository.ts'
import { kindComponent } from '../kind/component.ts'
import type { ClusterFacts } from '../kind/facts.ts'
import { ServiceRollouts } from '../kubectl/service-rollouts.ts'
import { rolloutStatus } from '../kubernetes/rollout-status.ts'
import { localStackComponent } from '../localstack/component.ts'
import { registryComponent } from '../registry/component.ts'
import { type Release, Releases } from '../releases/releases.ts'
import { Sources } from '../sources/sources.ts'
import { terraformComponent } from '../terraform/component.ts'
import { Stacks } from '../terraform/stacks.ts'
import type { StateBackend } from '../terraform/state-access.ts'

/** What a testbed is made of. */
export interface TestbedOptions {
  readonly environment: Environment
  readonly fleet: Fleet
  readonly seed: number
}

/**
 * An environment with a fleet on it, as deployments find it: what runs where, what is at the head of which branch, which infrastructure
 * was applied. It outlives the single deployment, and the scenario; each scenario has a branch of its own, so that what one of them
 * leaves in a cache helps no other.
 */
export class Testbed implements AsyncDisposable {
  readonly environment: Environment
  readonly fleet: Fleet
  readonly seed: number
  readonly releases = new Releases()
  readonly stacks: Stacks
  /** What manifests of production get wrong; see {@link Mistakes}. */
  readonly mistakes: Mistakes
  readonly rollouts: ServiceRollouts
  /** Argo CD and the repository that it follows; undefined in an environment without. */
  readonly delivery: Delivery | undefined
  private readonly branches = new Map<string, Sources>()
  /** What names the changes of the scenario under way; see {@link Stacks}. */
  private underWay = ''

  private constructor(
    options: TestbedOptions,
    rollouts: ServiceRollouts,
    mistakes: Mistakes,
    delivery: Delivery | undefined,
  ) {
    this.environment = options.environment
    this.fleet = options.fleet
    this.seed = options.seed
    this.rollouts = rollouts
    this.mistakes = mistakes
    this.delivery = delivery
    this.stacks = new Stacks(options.fleet, {
      nameOf: (address) => `${this.underWay} ${formatAddress(address)}`,
      places: stackPlaces(options.environment),
    })
  }

  /** Connects to the clusters and begins to watch them. Nothing runs on them yet: that is what commissioning is for. */
  static async start(options: TestbedOptions, signal: AbortSignal): Promise<Testbed> {
    const { environment, fleet, seed } = options
    const mistakes = new Mistakes()
    const clusters = environment.factsOf(kindComponent)
    const databases = databasesOf(environment)
    const rollouts = await ServiceRollouts.start({
      run: environment.run,
      clusters,
      services: fleet.services,
      seed,
      canaries: environment.has(argoRolloutsComponent),
      variables: (release, place) => ({
        ...backends(fleet, release.service, databases),
        ...mistakes.variablesOf(release, place),
      }),
      image: mistakes.imageOf,
    })
    return new Testbed(options, rollouts, mistakes, await deliveryOf(environment, signal))
  }

  get clusters(): ClusterFacts {
    return this.environment.factsOf(kindComponent)
  }

  /** The servers of the databases; undefined in an environment without. */
  get databases(): DatabaseFacts | undefined {
    return databasesOf(this.environment)
  }

  /** Where Terraform keeps its states; undefined in an environment without. */
  get states(): StateBackend | undefined {
    if (!this.environment.has(terraformComponent)) return undefined
    const { locking } = this.environment.factsOf(terraformComponent)
    return { run: this.environment.run, store: this.environment.factsOf(localStackComponent), locking }
  }

  /** The repositories as the scenario of this name changes them. */
  branch(scenario: string): Sources {
    const name = branchName(scenario)
    const sources = this.branches.get(name) ?? new Sources(name)
    this.branches.set(name, sources)
    return sources
  }

  /** Builds of a branch, timed on a kernel. */
  builder(kernel: Kernel, sources: Sources): ImageBuilder {
    const { environment, fleet, releases, seed } = this
    return new ImageBuilder({
      ...{ kernel, sources, releases, seed },
      run: environment.run,
      build: environment.factsOf(buildkitComponent),
      registry: environment.factsOf(registryComponent),
      services: fleet.services,
    })
  }

  /** The name of a release's image as this machine sees it. */
  hostImage({ image }: Release): string {
    const { address, hostAddress } = this.environment.factsOf(registryComponent)
    return image.startsWith(`${address}/`) ? `${hostAddress}${image.slice(address.length)}` : image
  }

  /** Whether the latest rollout of a service in a place is complete. */
  isAvailable(place: string, service: string): boolean {
    const deployment = this.rollouts.watch(place).deployment(objectName(service))
    if (deployment === undefined) return false
    return rolloutStatus(deployment, deployment.metadata?.generation ?? 0).state === 'complete'
  }

  /** A run of deployments begins, whose addresses may have been used before by others. */
  begin(scenario: string, stretch: number): void {
    this.underWay = `${branchName(scenario)} ${stretch}`
    this.releases.forgetDeployments()
  }

  /** Stops watching. The environment stays. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.delivery?.argo[Symbol.asyncDispose]()
    await this.rollouts[Symbol.asyncDispose]()
  }
}

/** What GitOps delivers with. */
export interface Delivery {
  readonly argo: ArgoCd
  readonly git: GitFacts
  readonly repository: GitRepository
}

async function deliveryOf(environment: Environment, signal: AbortSignal): Promise<Delivery | undefined> {
  if (!environment.has(argoCdComponent) || !environment.has(gitComponent)) return undefined
  const git = environment.factsOf(gitComponent)
  const repository = await GitRepository.open(environment.run, localRepository(git.port), signal)
  return { git, repository, argo: await ArgoCd.start(environment.factsOf(argoCdComponent)) }
}

/** A branch's name: what a tag of an image may be (OCI distribution specification, `<reference>`). */
export const branchName = (scenario: string): string => scenario.replace(/[^A-Za-z0-9_.-]+/g, '-').slice(0, 100)

const databasesOf = (environment: Environment): DatabaseFacts | undefined =>
  environment.has(databasesComponent) ? environment.factsOf(databasesComponent) : undefined

/** Only where the kubernetes provider can be had, which real drift needs. */
function stackPlaces(environment: Environment) {
  if (!environment.has(terraformComponent)) return new Map()
  if (!environment.factsOf(terraformComponent).kubernetesProvider) return new Map()
  const { places } = environment.factsOf(kindComponent)
  return new Map(places.map(({ name, kubeconfig, context, namespace }) => [name, { kubeconfig, context, namespace }]))
}

/** Where a service finds its first database. */
function backends(fleet: Fleet, service: string, facts: DatabaseFacts | undefined): Record<string, string> {
  const names = fleet.services.find(({ name }) => name === service)?.databases ?? []
  const database = names.find((name) => facts?.databases.includes(name))
  if (facts === undefined || database === undefined) return {}
  return { POSTGRES_URL: insideUrlOf(facts.postgres, database), REDIS_URL: `redis://${facts.redis.inside}` }
}
