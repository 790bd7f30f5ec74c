import { join } from 'node:path'
import { external, type Kernel } from '../../src/kernel/index.ts'
import { RandomSource } from '../../src/random/index.ts'
import { FaultedWorld } from '../../src/world/faults/faulted-world.ts'
import { PURPOSE } from '../../src/world/sim/purpose.ts'
import { SimState } from '../../src/world/sim/state.ts'
import type { Deployment, World } from '../../src/world/world.ts'
import { buildkitComponent } from '../buildkit/component.ts'
import { asksForCanary } from '../canary/asked.ts'
import { Canaries } from '../canary/canaries.ts'
import { DatabaseJobs } from '../databases/database-jobs.ts'
import { TrafficShift } from '../dns/traffic-shift.ts'
import { KindDisturbance } from '../faults/kind-disturbance.ts'
import type { FaultParts } from '../faults/parts.ts'
import { GitOps } from '../gitops/gitops.ts'
import { imageOf } from '../images.ts'
import { Traffic } from '../k6/traffic.ts'
import { Kubectl } from '../kubectl/kubectl.ts'
import { analyse } from '../observation/analysis.ts'
import { ClientCounters } from '../observation/client-counters.ts'
import { Observation } from '../observation/observation.ts'
import { PodCounters } from '../observation/pod-counters.ts'
import type { EnvironmentOptions } from '../options.ts'
import { registryComponent } from '../registry/component.ts'
import type { Release } from '../releases/releases.ts'
import { JobContainers } from '../runner/job-containers.ts'
import { scansComponent } from '../scans/component.ts'
import { ScanJobs } from '../scans/scan-jobs.ts'
import { scannersHere } from '../scans/scanners.ts'
import { checkOut } from '../sources/check-out.ts'
import type { Sources } from '../sources/sources.ts'
import { SuiteJobs } from '../suites/suite-jobs.ts'
import { TerraformJobs } from '../terraform/terraform-jobs.ts'
import { shownBy } from './defects.ts'
import { KindWorld } from './kind-world.ts'
import type { WorldOf } from './parts.ts'
import { People } from './people.ts'
import { Production } from './production.ts'
import type { Testbed } from './testbed.ts'
import { toBlame } from './to-blame.ts'

/** What a world is assembled for, and who hears of what is left out. */
export interface AssembleOptions extends WorldOf {
  readonly traffic: EnvironmentOptions['traffic']
  /** What the alert on errors counts. */
  readonly metrics: EnvironmentOptions['observation']['metrics']
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

/** A world of one stretch of deployments. Disposing of it ends what it started beside them, and puts back what faults broke. */
export interface AssembledWorld extends AsyncDisposable {
  readonly world: World
  [Symbol.asyncDispose](): Promise<void>
}

/** Puts the world of one stretch of deployments together from what a testbed has. */
export async function assemble(testbed: Testbed, options: AssembleOptions): Promise<AssembledWorld> {
  await using stack = new AsyncDisposableStack()
  const { kernel, scenario, seed, stretch, say } = options
  const { environment, fleet, releases, rollouts, clusters, states, databases: servers } = testbed
  const { run } = environment
  const { places } = clusters
  const state = new SimState({ kernel, scenario, seed, stretch })
  const sources = testbed.branch(scenario.name)
  const builder = testbed.builder(kernel, sources)
  const people: People = new People(state, {
    clearDrift: async (region) => {
      const edits = (await disturbance?.takeDriftBack(region)) ?? 0
      if (edits === 0)
        say(`the drift that was found in ${region} stays: it is not the doing of a fault of this scenario`)
    },
    damage: (flaw) => void kernel.spawn(external(kernel, (signal) => production.damage(flaw, signal))),
  })
  const canaries = await canariesOf()
  const kubectl = new Kubectl({
    ...{ kernel, rollouts, releases },
    ...(canaries === undefined ? {} : { canaries }),
    services: fleet.services,
    typing: (order, deployment) => people.types(order, world.of(deployment)),
  })
  const production: Production = new Production({ kernel, testbed, kubectl })
  const databases = servers === undefined ? undefined : new DatabaseJobs(kernel, fleet, servers)
  const terraform = states === undefined ? undefined : new TerraformJobs(kernel, states, testbed.stacks)
  const suites = servers === undefined ? undefined : suitesOf()
  const scans = environment.has(scansComponent) ? await scansOf(testbed, kernel, sources, options) : undefined
  const traffic = stack.use(
    new Traffic({
      ...{ kernel, places, services: fleet.services, settings: options.traffic },
      say: (line) => say(`${scenario.name}: ${line}`),
    }),
  )
  const gitops = await gitOpsOf()
  const observation: Observation = new Observation({
    ...{ state, places, releases },
    requests: options.metrics === 'scrape' ? podCounters() : new ClientCounters(traffic),
    sight: (place) => rollouts.watch(place),
    busy: (ms) => people.crew.busy(ms),
    blame: (service, deployment) =>
      toBlame(service, { flaws: (name) => world.of(deployment).live(name), faults: disturbance?.of(deployment) }),
    ...(databases === undefined
      ? {}
      : { corruptsAfterRevert: (deployment: Deployment) => databases.corruptsAfterRevert(deployment) }),
    ...(gitops === undefined
      ? {}
      : { deliveryTrouble: ({ release, place }) => testbed.delivery?.argo.trouble(release.service, place) }),
  })
  const world: KindWorld = new KindWorld({
    ...{ kernel, state, sources, builder, kubectl, production, people, observation, traffic },
    runner: new JobContainers({ kernel, run, image: imageOf('service') }),
    ...(databases === undefined ? {} : { databases }),
    ...(suites === undefined ? {} : { suites }),
    ...(scans === undefined ? {} : { scans }),
    ...(terraform === undefined ? {} : { terraform }),
    ...(states === undefined ? {} : { dns: trafficShift(states.store.endpoint) }),
    ...(gitops === undefined ? {} : { gitops }),
  })
  const disturbance: KindDisturbance | undefined = scenario.faults.length === 0 ? undefined : await disturb()
  const owned = stack.move()
  const disturbed = disturbance === undefined ? world : new FaultedWorld(world, disturbance)
  return { world: disturbed, [Symbol.asyncDispose]: () => owned.disposeAsync() }

  function suitesOf(): SuiteJobs {
    const defects = (service: string, deployment: Deployment) =>
      shownBy(world.of(deployment), service, state.key(service), state.mechanisms)
    return new SuiteJobs(kernel, { run, fleet, databases: servers!, random: new RandomSource(seed), defects })
  }

  /** Of all pods of a service, or of those of one release. */
  function podCounters(release?: Release): PodCounters {
    const { scrapeInterval: interval } = state.mechanisms.detection
    const sight = (place: string) => ({ pods: (name: string) => rollouts.watch(place).pods(name, release?.revision) })
    return new PodCounters({ ...{ kernel, places, interval, say }, sight })
  }

  /** Engaged for as long as this world is there: the next one may deliver in another way. */
  async function canariesOf(): Promise<Canaries | undefined> {
    if (!asksForCanary(scenario)) return undefined
    const { scrapeInterval } = state.mechanisms.detection
    const canaries = new Canaries({
      ...{ kernel, rollouts, releases },
      regions: fleet.regions.map(({ name }) => name),
      analyse: ({ release, place }, settings, deployment) =>
        analyse(
          { kernel, scrapeInterval, settings, counters: podCounters(release) },
          { service: release.service, region: place },
          deployment,
        ),
      raise: (found, deployment) => observation.analysisFailed(found, deployment),
    })
    stack.defer(() => canaries.disengage(AbortSignal.timeout(LETTING_GO_MS)))
    await canaries.engage(options.signal)
    return canaries
  }

  function trafficShift(endpoint: string): TrafficShift {
    const { targetHealthy } = state.mechanisms.network
    return new TrafficShift({
      ...{ kernel, fleet, clusters, endpoint },
      checking: (region, deployment) =>
        world.of(deployment).draws.machine(targetHealthy, state.key(region), PURPOSE.targets),
    })
  }

  /** Engaged for as long as this world is there: the next one may deliver by hand. */
  async function gitOpsOf(): Promise<GitOps | undefined> {
    const { delivery } = testbed
    const jobs = scenario.pipeline.stages.flatMap((stage) => stage.jobs)
    if (delivery === undefined || !jobs.some((job) => job.kind === 'deploy' && job.delivery === 'gitops')) {
      return undefined
    }
    const gitops = new GitOps({
      ...{ kernel, rollouts, releases, ...delivery },
      services: fleet.services,
      regions: fleet.regions.map(({ name }) => name),
      mechanisms: state.mechanisms.gitops,
    })
    stack.defer(() => gitops.disengage(AbortSignal.timeout(LETTING_GO_MS)))
    await gitops.engage(options.signal)
    return gitops
  }

  async function disturb(): Promise<KindDisturbance> {
    const jobs = scenario.pipeline.stages.flatMap((stage) => stage.jobs)
    const layout = jobs.find((job) => job.kind === 'terraform')?.states ?? 'per-region'
    const parts: FaultParts = {
      ...{ kernel, run, state, clusters, rollouts, releases, sources },
      mistakes: testbed.mistakes,
      patienceMs: options.traffic.timeoutMs,
      registry: environment.factsOf(registryComponent),
      build: { builder, facts: environment.factsOf(buildkitComponent) },
      ...(states === undefined
        ? {}
        : {
            terraform: {
              backend: states,
              stacks: testbed.stacks,
              statesIn: (region) => testbed.stacks.statesIn(region, layout),
            },
          }),
      ...(databases === undefined ? {} : { databases: { jobs: databases, facts: servers! } }),
      ...(suites === undefined ? {} : { suites }),
      ...(scans === undefined ? {} : { scans }),
      ...(gitops === undefined
        ? {}
        : {
            gitops: {
              controller: {
                stop: (signal) => gitops.stopController(signal),
                start: (signal) => gitops.startController(signal),
              },
              ...(state.mechanisms.gitops.webhook ? { webhook: gitops.news } : {}),
            },
          }),
    }
    return stack.use(await KindDisturbance.start(world, parts))
  }
}

/** How long Argo CD may take to let go of what it manages, and Deployments to take the place of Rollouts. */
const LETTING_GO_MS = 120_000

async function scansOf(
  testbed: Testbed,
  kernel: Kernel,
  sources: Sources,
  { say }: AssembleOptions,
): Promise<ScanJobs> {
  const { environment, fleet, releases, stacks } = testbed
  const { hasDatabase } = environment.factsOf(scansComponent)
  return new ScanJobs(kernel, {
    scanners: await scannersHere(hasDatabase),
    sources: async (service) => {
      const found = fleet.services.find(({ name }) => name === service)
      if (found === undefined) throw new RangeError(`the fleet has no service "${service}"`)
      const root = join(environment.run.folder, 'sources')
      return (await checkOut(found, sources.head(service), { root, seed: testbed.seed })).folder
    },
    image: (service, deployment) => {
      const release = releases.builtBy(deployment.address, service) ?? releases.in(fleet.regions[0]!.name, service)
      if (release === undefined) throw new RangeError(`there is no image of "${service}"`)
      return testbed.hostImage(release)
    },
    stacks: () => stacks.all(),
    notice: say,
  })
}
