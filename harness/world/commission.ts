import { Kernel } from '../../src/kernel/index.ts'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import type { JobOf } from '../../src/model/pipeline.ts'
import { type JobInput, jobSchema } from '../../src/model/pipeline.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import { wavesOf } from '../../src/world/sim/waves.ts'
import { Aws } from '../localstack/aws.ts'
import { registryComponent } from '../registry/component.ts'
import { copyManifest } from '../registry/copy-manifest.ts'
import type { Release } from '../releases/releases.ts'
import { MAIN, Sources } from '../sources/sources.ts'
import { checksumOf } from '../terraform/checksum.ts'
import { applyUnseen } from '../terraform/state-access.ts'
import { StateStore } from '../terraform/state-store.ts'
import { inPool } from './in-pool.ts'
import { branchName, type Testbed } from './testbed.ts'

/** Builds and applies at once: more only get into each other's way on a small machine. */
const AT_ONCE = 3

/** How commissioning is watched and ended. */
export interface CommissionOptions {
  readonly scenarios: readonly Scenario[]
  readonly signal: AbortSignal
  /** Tells the user what is going on, in one line. */
  readonly say: (line: string) => void
}

/**
 * Brings a testbed into the state that deployments are measured from, which is the one that a simulated stretch begins in
 * (docs/model.md): every service runs its first revision in all places, caches hold what that revision is made of, and the
 * infrastructure is applied.
 */
export async function commission(testbed: Testbed, options: CommissionOptions): Promise<void> {
  const { scenarios, signal, say } = options
  const { services } = testbed.fleet
  say(`building the first release of ${services.length} services`)
  const releases = await buildFirst(testbed, signal)
  await fillCaches(testbed, options)
  await Promise.all([
    rollOutFirst(testbed, releases, options),
    applyInfrastructure(testbed, scenarios, signal).then((states) => {
      if (states > 0) say(`${states} Terraform states are applied`)
    }),
  ])
}

const FIRST: JobInput = {
  kind: 'build',
  name: 'first releases',
  daemon: 'warm',
  dependencyCache: 'lock-file',
  layerCache: { kind: 'registry', key: 'content-hash', mode: 'max' },
}

async function buildFirst(testbed: Testbed, signal: AbortSignal): Promise<ReadonlyMap<string, Release>> {
  const builder = testbed.builder(new Kernel(), new Sources())
  const sources = new Sources()
  const spec = jobSchema.parse(FIRST) as JobOf<'build'>
  const built = await inPool(AT_ONCE, testbed.fleet.services, async ({ name }) => {
    const end = await builder.run(spec, sources.head(name), signal)
    if (!end.ok) throw end.error
    return [name, builder.releaseOf(sources.head(name))] as const
  })
  return new Map(built)
}

/** Gives the branch of each scenario the caches that its builds will look for. */
async function fillCaches(testbed: Testbed, { scenarios, signal, say }: CommissionOptions): Promise<void> {
  const registry = testbed.environment.factsOf(registryComponent)
  for (const scenario of scenarios) {
    const build = scenario.pipeline.stages.flatMap(({ jobs }) => jobs).find((job) => job.kind === 'build')
    if (build === undefined || build.layerCache.kind === 'none' || build.layerCache.kind === 'local') continue
    const canCopy = build.layerCache.kind === 'registry' && build.layerCache.key === 'content-hash'
    if (canCopy && registry.port !== undefined) {
      await inPool(AT_ONCE, testbed.fleet.services, ({ name }) =>
        copyManifest(
          registry.hostAddress,
          { repository: `cache/${name}`, from: MAIN, to: branchName(scenario.name) },
          signal,
        ),
      )
      continue
    }
    say(`filling the layer cache of ${scenario.name}`)
    const builder = testbed.builder(new Kernel(), testbed.branch(scenario.name))
    await inPool(AT_ONCE, testbed.fleet.services, async ({ name }) => {
      const end = await builder.run(build, testbed.branch(scenario.name).head(name), signal)
      if (!end.ok) throw end.error
    })
  }
}

/** Wave by wave along the dependencies, in all places at once. */
async function rollOutFirst(
  testbed: Testbed,
  releases: ReadonlyMap<string, Release>,
  { signal, say }: CommissionOptions,
): Promise<void> {
  const { fleet, rollouts, clusters } = testbed
  const byName = new Map(fleet.services.map((service) => [service.name, service]))
  const waves = wavesOf([...byName.keys()], byName)
  say(`rolling the first release out in ${clusters.places.length} places`)
  for (const wave of waves) {
    const orders = wave.flatMap((service) => clusters.places.map((place) => ({ service, place: place.name })))
    await Promise.all(
      orders.map(async ({ service, place }) => {
        const release = releases.get(service)!
        const generation = await rollouts.apply(release, place, signal)
        const end = await rollouts.untilRolledOut(release, place, generation, signal)
        if (!end.ok) throw doesNotComeUp(service, place, end.detail)
        testbed.releases.land(place, release)
      }),
    )
  }
}

const doesNotComeUp = (service: string, place: string, detail: string): EnvironmentUnavailableError =>
  new EnvironmentUnavailableError(`the first release of ${service} does not come up: ${detail}`, {
    where: place,
    remedy: 'see whether the machine has room for the fleet: fewer services or replicas, or a longer progress deadline',
  })

/** Applies every state that one of the scenarios works on; returns how many there are. */
async function applyInfrastructure(
  testbed: Testbed,
  scenarios: readonly Scenario[],
  signal: AbortSignal,
): Promise<number> {
  const { states: backend, stacks, fleet } = testbed
  if (backend === undefined) return 0
  const layouts = new Set(
    scenarios.flatMap(({ pipeline }) =>
      pipeline.stages.flatMap(({ jobs }) => jobs.flatMap((job) => (job.kind === 'terraform' ? [job.states] : []))),
    ),
  )
  const states = [...layouts].flatMap((layout) => fleet.regions.flatMap(({ name }) => stacks.statesIn(name, layout)))
  const store = new StateStore(new Aws(backend.store.endpoint, signal), backend.store)
  await inPool(AT_ONCE, states, async (state) => {
    const stack = stacks.stack(state)
    await applyUnseen(stack, backend, signal)
    await store.noteApplied(state, checksumOf(stack))
  })
  return states.length
}
