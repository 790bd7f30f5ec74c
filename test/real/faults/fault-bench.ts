import { buildkitComponent } from '../../../harness/buildkit/component.ts'
import { ImageBuilder } from '../../../harness/buildkit/image-builder.ts'
import { dockerComponent } from '../../../harness/docker/component.ts'
import { KindDisturbance } from '../../../harness/faults/kind-disturbance.ts'
import { Mistakes } from '../../../harness/faults/mistakes.ts'
import type { FaultParts } from '../../../harness/faults/parts.ts'
import { kindComponent } from '../../../harness/kind/component.ts'
import type { ClusterFacts } from '../../../harness/kind/facts.ts'
import { Kubectl } from '../../../harness/kubectl/kubectl.ts'
import { ServiceRollouts } from '../../../harness/kubectl/service-rollouts.ts'
import type { EnvironmentOptionsInput } from '../../../harness/options.ts'
import { registryComponent } from '../../../harness/registry/component.ts'
import { Releases } from '../../../harness/releases/releases.ts'
import { Sources } from '../../../harness/sources/sources.ts'
import { Condition, Kernel, type Process, runInRealTime, Semaphore } from '../../../src/kernel/index.ts'
import type { DeploymentEvent } from '../../../src/model/events.ts'
import { faultSchema } from '../../../src/model/fault.ts'
import type { FleetInput } from '../../../src/model/fleet.ts'
import { scenarioSchema } from '../../../src/model/scenario.ts'
import { gitops } from '../../../src/presets/index.ts'
import { FaultedWorld } from '../../../src/world/faults/faulted-world.ts'
import { SimState } from '../../../src/world/sim/state.ts'
import type { ChangeSet, Deployment, World } from '../../../src/world/world.ts'
import { Bench } from '../real-run.ts'
import { BenchWorld } from './bench-world.ts'

/** A deployment whose recording faults may look at. */
export class ObservedDeployment implements Deployment {
  readonly address
  readonly change: ChangeSet
  readonly history: DeploymentEvent[] = []
  readonly observed

  constructor(kernel: Kernel, deployment: number, change: Partial<ChangeSet>) {
    this.address = { stretch: 0, deployment }
    this.change = { services: [], databaseChange: false, irreversible: false, infrastructureChange: false, ...change }
    const runners = new Semaphore(kernel, { name: 'runners', capacity: 2 })
    this.observed = { history: this.history, recorded: new Condition(), runners }
  }

  get reachedProduction(): boolean {
    return this.of('production.reached').length > 0
  }

  record(event: DeploymentEvent): void {
    this.history.push(event)
    this.observed.recorded.notify()
  }

  of<K extends DeploymentEvent['kind']>(kind: K): Extract<DeploymentEvent, { kind: K }>[] {
    return this.history.filter((event): event is Extract<DeploymentEvent, { kind: K }> => event.kind === kind)
  }
}

/** What the trial of a fault showed. */
export interface TrialRow {
  readonly fault: string
  readonly landed: boolean
  /** The observation, or why it did not land. */
  readonly proof: string
  /** From the beginning of the injection; seconds. */
  readonly landedAfter: number
  /** From the moment at which it was told to end until everything had been put back; seconds. */
  readonly removedAfter: number
}

/** A fault to be tried, and what the deployment does meanwhile. */
export interface TrialOf {
  readonly fault: string
  readonly settings?: Readonly<Record<string, number | string | boolean>>
  readonly service?: string
  readonly region?: string
  readonly change?: Partial<ChangeSet>
  /** Work of the deployment, until the fault has landed or not. */
  readonly work?: (world: World, deployment: ObservedDeployment) => Process<unknown>
}

/** How long a trial may take until its fault has landed or not. */
const LIMIT_MS = 360_000

/** The parts of a real world put together by hand, with the faults around them. */
export class FaultBench implements AsyncDisposable {
  readonly kernel = new Kernel()
  readonly sources = new Sources()
  readonly releases = new Releases()
  readonly mistakes = new Mistakes()
  readonly bench: Bench
  readonly rows: TrialRow[] = []
  readonly inner: BenchWorld
  private readonly hasCluster: boolean
  parts!: FaultParts
  clusters: ClusterFacts = { clusters: [], places: [] }
  rollouts!: ServiceRollouts
  kubectl!: Kubectl
  builder: ImageBuilder | undefined
  private disturbance!: KindDisturbance
  private world!: World
  private count = 0

  private constructor(bench: Bench, hasCluster: boolean) {
    this.bench = bench
    this.hasCluster = hasCluster
    this.inner = new BenchWorld()
  }

  /** Brings the components up, those of a cluster unless told otherwise; `more` adds parts to them. */
  static async of(
    fleet: FleetInput,
    environment: EnvironmentOptionsInput | 'no cluster',
    more: (bench: FaultBench) => Promise<Partial<FaultParts>> = async () => ({}),
  ): Promise<FaultBench> {
    const self = new FaultBench(
      await Bench.of(fleet, environment === 'no cluster' ? {} : environment),
      environment !== 'no cluster',
    )
    try {
      await self.up(fleet, more)
      return self
    } catch (error) {
      await self[Symbol.asyncDispose]()
      throw error
    }
  }

  /** Runs a process in real time, to its end. */
  async run<T>(process: Process<T>): Promise<T> {
    const task = this.kernel.spawn(process)
    await runInRealTime(this.kernel)
    return task.result
  }

  /** A deployment that disturbs nobody. */
  deployment(change: Partial<ChangeSet>): ObservedDeployment {
    const deployment = new ObservedDeployment(this.kernel, this.count++, change)
    this.disturbance.begin(deployment.address)
    deployment.record({
      kind: 'deployment.triggered',
      at: this.kernel.now,
      changedServices: deployment.change.services,
      databaseChange: deployment.change.databaseChange,
      infrastructureChange: deployment.change.infrastructureChange,
      attendants: 0,
    })
    return deployment
  }

  /** The world with faults around it. */
  get faulted(): World {
    return this.world
  }

  /** A person takes back what faults edited by hand; resolves with how many edits that were. */
  takeDriftBack(region: string): Promise<number> {
    return this.disturbance.takeDriftBack(region)
  }

  /** Injects a fault into a deployment, waits until it has landed or not, takes it out, and says how it went. */
  async trial(of: TrialOf): Promise<{ row: TrialRow; deployment: ObservedDeployment }> {
    const { kernel } = this
    const deployment = this.deployment(of.change ?? { services: of.service === undefined ? [] : [of.service] })
    const selector = {
      ...(of.service === undefined ? {} : { service: of.service }),
      ...(of.region === undefined ? {} : { region: of.region }),
    }
    const fault = faultSchema.parse({ kind: of.fault, selector, settings: { ...of.settings } })
    const { world } = this
    const row = await this.run(
      (function* (): Process<TrialRow> {
        const from = kernel.now
        const injection = kernel.spawn(world.inject(fault, deployment), { name: 'injection' })
        // As an orchestrator does: nothing is built before a fault of this instant is in.
        yield 500
        const work = kernel.spawn(of.work?.(world, deployment) ?? nothing(), { name: 'work' })
        const isOver = (): boolean => deployment.of('fault.landed').length + deployment.of('fault.missed').length > 0
        while (!isOver() && kernel.now - from < LIMIT_MS) yield 250
        const landed = deployment.of('fault.landed')[0]
        const told = kernel.now
        work.interrupt('the trial is over')
        injection.interrupt('the trial is over')
        for (const task of [work, injection]) while (!task.done) yield task
        const [missed] = deployment.of('fault.missed')
        return {
          fault: of.fault,
          landed: landed !== undefined,
          proof: landed === undefined ? (missed?.why ?? 'nothing was recorded') : `${landed.target}: ${landed.proof}`,
          landedAfter: seconds((landed?.at ?? told) - from),
          removedAfter: seconds(kernel.now - told),
        }
      })(),
    )
    this.rows.push(row)
    process.stdout.write(
      `${row.fault.padEnd(22)} ${row.landed ? 'landed' : 'MISSED'} after ${row.landedAfter} s, removed after ${row.removedAfter} s; ${row.proof}\n`,
    )
    return { row, deployment }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.disturbance?.[Symbol.asyncDispose]()
    await this.rollouts?.[Symbol.asyncDispose]()
    await this.bench[Symbol.asyncDispose]()
  }

  private async up(fleet: FleetInput, more: (bench: FaultBench) => Promise<Partial<FaultParts>>): Promise<void> {
    const { bench, kernel, sources, releases, mistakes } = this
    const scenario = scenarioSchema.parse({
      name: 'trials of faults',
      fleet,
      pipeline: gitops(),
      deployments: { perDay: 1 },
    })
    const { services } = scenario.fleet
    await bench.up(dockerComponent)
    const made = this.hasCluster ? await this.cluster() : { clusters: this.clusters }
    this.clusters = made.clusters
    const { run } = bench
    const { variablesOf: variables, imageOf: image } = mistakes
    this.rollouts = await ServiceRollouts.start({ run, clusters: made.clusters, services, seed: 1, variables, image })
    const { rollouts } = this
    this.kubectl = new Kubectl({ kernel, rollouts, releases, services })
    const state = new SimState({ kernel, scenario, seed: 1, stretch: 0 })
    if ('build' in made) {
      const { registry, build } = made
      this.builder = new ImageBuilder({ kernel, run, build, registry, services, sources, releases, seed: 1 })
    }
    this.parts = {
      ...{ kernel, run, state, rollouts, releases, sources, mistakes, clusters: made.clusters, patienceMs: 5_000 },
      ...('build' in made ? { registry: made.registry, build: { builder: this.builder!, facts: made.build } } : {}),
      ...(await more(this)),
    }
    this.inner.equip(this.builder, this.kubectl, this.parts)
    this.disturbance = await KindDisturbance.start(this.inner, this.parts)
    this.world = new FaultedWorld(this.inner, this.disturbance)
  }

  private async cluster() {
    const { bench } = this
    const registry = await bench.up(registryComponent)
    const build = await bench.up(buildkitComponent)
    return { registry, build, clusters: await bench.up(kindComponent) }
  }
}

const seconds = (ms: number): number => Math.round(ms / 100) / 10

function* nothing(): Process {}

/** The trials as a table: fault, landed after, removed after, proof. */
export function tableOf(rows: readonly TrialRow[]): string {
  const line = ({ fault, landed, landedAfter, removedAfter, proof }: TrialRow): string =>
    `${fault.padEnd(22)} ${(landed ? `${landedAfter} s` : 'missed').padStart(8)} ${`${removedAfter} s`.padStart(8)}  ${proof}\n`
  return `\n${'FAULT'.padEnd(22)} ${'LANDED'.padStart(8)} ${'REMOVED'.padStart(8)}  PROOF\n${rows.map(line).join('')}`
}
