import { join } from 'node:path'
import { external, type Kernel } from '../../src/kernel/index.ts'
import { RandomSource } from '../../src/random/index.ts'
import { PURPOSE } from '../../src/world/sim/purpose.ts'
import { SimState } from '../../src/world/sim/state.ts'
import type { Deployment } from '../../src/world/world.ts'
import { DatabaseJobs } from '../databases/database-jobs.ts'
import { TrafficShift } from '../dns/traffic-shift.ts'
import { imageOf } from '../images.ts'
import { Kubectl } from '../kubectl/kubectl.ts'
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
import { observe } from './observe.ts'
import type { WorldOf } from './parts.ts'
import { People } from './people.ts'
import { Production } from './production.ts'
import type { Testbed } from './testbed.ts'

/** What a world is assembled for, and who hears of what is left out. */
export interface AssembleOptions extends WorldOf {
  readonly say: (line: string) => void
}

/** Puts the world of one stretch of deployments together from what a testbed has. */
export async function assemble(testbed: Testbed, options: AssembleOptions): Promise<KindWorld> {
  const { kernel, scenario, seed, stretch } = options
  const { environment, fleet, releases, rollouts, clusters, states, databases: servers } = testbed
  const { run } = environment
  const state = new SimState({ kernel, scenario, seed, stretch })
  const sources = testbed.branch(scenario.name)
  const builder = testbed.builder(kernel, sources)
  const random = new RandomSource(seed)
  const people: People = new People(state, {
    clearDrift: () => {},
    damage: (flaw) => void kernel.spawn(external(kernel, (signal) => production.damage(flaw, signal))),
  })
  const kubectl = new Kubectl({
    ...{ kernel, rollouts, releases },
    services: fleet.services,
    typing: (order, deployment) => people.types(order, world.of(deployment)),
  })
  const databases = servers === undefined ? undefined : new DatabaseJobs(kernel, fleet, servers)
  const production: Production = new Production({ kernel, testbed, kubectl, databases })
  const defects = (service: string, deployment: Deployment) =>
    shownBy(world.of(deployment), service, state.key(service), state.mechanisms)
  const world: KindWorld = new KindWorld({
    ...{ kernel, state, sources, builder, kubectl, production, people },
    runner: new JobContainers({ kernel, run, image: imageOf('service') }),
    observation: observe(testbed, kernel),
    mistake: ({ service, variables, region }) => {
      const places = region === undefined ? fleet.regions.map(({ name }) => name) : [region]
      for (const place of places) testbed.mistakes.set(`${place}/${service}`, variables)
    },
    ...(databases === undefined || servers === undefined
      ? {}
      : { databases, suites: new SuiteJobs(kernel, { run, fleet, databases: servers, random, defects }) }),
    ...(states === undefined
      ? {}
      : {
          terraform: new TerraformJobs(kernel, states, testbed.stacks),
          dns: new TrafficShift({
            ...{ kernel, fleet, clusters, endpoint: states.store.endpoint },
            checking: (region, deployment) =>
              world
                .of(deployment)
                .draws.machine(state.mechanisms.network.targetHealthy, state.key(region), PURPOSE.targets),
          }),
        }),
    ...(environment.has(scansComponent) ? { scans: await scansOf(testbed, kernel, sources, options) } : {}),
  })
  return world
}

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
