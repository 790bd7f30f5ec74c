import { type Kernel, Semaphore } from '../../kernel/index.ts'
import type { Service } from '../../model/fleet.ts'
import type { Mechanisms } from '../../model/mechanisms/index.ts'
import type { Scenario } from '../../model/scenario.ts'
import { distinctKeys, type Key, RandomSource } from '../../random/index.ts'
import type { CallTraffic } from './calls/call-traffic.ts'
import { Draws } from './draws.ts'
import type { TiltedPart } from './rare/tilt.ts'
import { TiltedChances } from './rare/tilted-chances.ts'

/** What every mechanism of a simulated stretch can see: the scenario, the clock, the draws, the people. */
export class SimState {
  readonly kernel: Kernel
  readonly scenario: Scenario
  readonly mechanisms: Mechanisms
  readonly stretch: number
  /** People who work on deployments; they do one thing at a time. */
  readonly people: Semaphore
  readonly services: ReadonlyMap<string, Service>
  /** Requests on their way through the call graph, in scenarios that have one. */
  calls: CallTraffic | undefined
  private readonly source: RandomSource
  private readonly keys: Map<string, Key>
  private readonly tilted: TiltedPart | undefined
  private readonly chances = new Map<number, TiltedChances>()

  constructor(of: {
    kernel: Kernel
    scenario: Scenario
    seed: number
    stretch: number
    tilted?: TiltedPart | undefined
  }) {
    this.kernel = of.kernel
    this.scenario = of.scenario
    this.mechanisms = of.scenario.mechanisms
    this.stretch = of.stretch
    this.source = new RandomSource(of.seed)
    this.tilted = of.tilted
    this.people = new Semaphore(of.kernel, {
      name: 'release engineers',
      capacity: of.scenario.pipeline.releaseEngineers,
    })
    const { fleet } = of.scenario
    this.services = new Map(fleet.services.map((service) => [service.name, service]))
    this.keys = distinctKeys([
      ...fleet.services.map((service) => service.name),
      ...fleet.regions.map((region) => region.name),
      'staging',
      'deployment',
    ])
  }

  /** The key under which an entity draws. */
  key(name: string): Key {
    const known = this.keys.get(name)
    if (known !== undefined) return known
    throw new RangeError(`no entity "${name}" draws random numbers`)
  }

  service(name: string): Service {
    const service = this.services.get(name)
    if (service === undefined) throw new RangeError(`no service "${name}" in the fleet`)
    return service
  }

  /** Draws of a deployment; its index may be negative (warm-up). */
  draws(deployment: number, slow = 1): Draws {
    return new Draws(this.source.scope(this.stretch, deployment), slow, this.tiltedChances(deployment))
  }

  /** The tilted yes/no draws of a deployment; undefined where nothing is tilted. */
  tiltedChances(deployment: number): TiltedChances | undefined {
    if (this.tilted === undefined) return undefined
    const { tilt, deployment: only = deployment } = this.tilted
    if (deployment !== only) return undefined
    let chances = this.chances.get(deployment)
    if (chances === undefined) {
      chances = new TiltedChances(this.source.scope(this.stretch, deployment), tilt)
      this.chances.set(deployment, chances)
    }
    return chances
  }

  /** Draws of what happens on a working day whether or not anything is deployed. */
  dailyDraws(day: number): Draws {
    return new Draws(this.source.scope(this.stretch, -1_000_000 - day), 1)
  }
}
