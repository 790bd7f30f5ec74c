import type { Place, PodSeen } from '../../src/faults/hooks.ts'
import type { Process } from '../../src/kernel/index.ts'
import type { Chaos, SteadyState } from '../../src/model/chaos.ts'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import { replicasIn } from '../../src/model/fleet.ts'
import { type Millis, minutes, seconds } from '../../src/model/units.ts'
import { type SteadyStateReadings, SteadyStateWatch } from '../../src/world/faults/steady-state-watch.ts'
import type { SimState } from '../../src/world/sim/state.ts'
import type { Deployment } from '../../src/world/world.ts'
import type { Users } from './users.ts'

/** How often it is looked whether there have been enough requests to speak of a share. */
const LOOK: Millis = seconds(1)

/** A request that nobody answers counts after seconds: who has not heard enough after so long does not reach the cluster. */
const PATIENCE: Millis = minutes(1)

/** What asks a service, and says what share of its requests fails. */
export type Asking = Pick<Users, 'run' | 'canSay' | 'failing' | 'forget'>

/** What the steady state is read from. */
export interface KindSteadyStateOptions {
  readonly state: SimState
  readonly chaos: Chaos
  readonly deployment: Deployment
  /** A few users of one service in one region. */
  readonly usersOf: (place: Place) => Asking
  readonly pods: { seen(place: Place): readonly PodSeen[] }
}

/**
 * The steady state of a real production around one deployment. Replicas are counted in the watch of each cluster; shares of failing
 * requests are those of a few users of each service and region, who ask from before the first look until after the last.
 */
export class KindSteadyState implements SteadyStateReadings {
  private readonly options: KindSteadyStateOptions
  private readonly users = new Map<string, readonly Asking[]>()
  private readonly end = new AbortController()
  private readonly asking: Promise<void>[] = []
  private watch: SteadyStateWatch | undefined

  constructor(options: KindSteadyStateOptions) {
    this.options = options
  }

  /** The first look, when there is enough to look at. */
  *before(): Process {
    const { chaos, deployment } = this.options
    for (const { probe, service } of chaos.steadyState) {
      if (probe !== 'error-ratio') continue
      for (const name of service === undefined ? deployment.change.services : [service]) this.ask(name)
    }
    yield* this.untilHeard()
    this.watch = new SteadyStateWatch(this, deployment, chaos)
  }

  /** Whether it held at the first look: faults are put in only then. */
  get heldBefore(): boolean {
    return this.watch?.heldBefore === true
  }

  /** Looks until it is interrupted; `onDeviation` is called at each first deviation of a tolerance. */
  *during(onDeviation: () => void): Process {
    yield* this.watch?.run(onDeviation) ?? []
  }

  /** The last look, at requests that were sent when every fault was out. */
  *after(): Process {
    for (const users of this.all) users.forget()
    yield* this.untilHeard()
    this.watch?.finish()
  }

  /** Sends the users away; resolves when they are gone. */
  async stop(): Promise<void> {
    this.end.abort(new Error('the experiment is over'))
    await Promise.all(this.asking)
  }

  get now(): Millis {
    return this.options.state.kernel.now
  }

  read(probe: SteadyState['probe'], service: string): readonly number[] {
    if (probe === 'error-ratio') return (this.users.get(service) ?? []).map(({ failing }) => failing)
    const { state, pods } = this.options
    return this.placesOf(service).map((place) => {
      const ready = pods.seen(place).filter((pod) => pod.ready).length
      return ready / replicasIn(state.service(service), place.region)
    })
  }

  private ask(service: string): void {
    if (this.users.has(service)) return
    const users = this.placesOf(service).map((place) => this.options.usersOf(place))
    this.users.set(service, users)
    this.asking.push(...users.map((one) => one.run(this.end.signal)))
  }

  private *untilHeard(): Process {
    const until = this.now + PATIENCE
    while (!this.all.every(({ canSay }) => canSay)) {
      if (this.now >= until) throw notObserved([...this.users.keys()])
      yield LOOK
    }
  }

  private get all(): readonly Asking[] {
    return [...this.users.values()].flat()
  }

  private placesOf(service: string): readonly Place[] {
    const { state } = this.options
    return state.scenario.fleet.regions
      .map(({ name: region }) => ({ service, region }))
      .filter(({ region }) => replicasIn(state.service(service), region) > 0)
  }
}

const notObserved = (services: readonly string[]): EnvironmentUnavailableError =>
  new EnvironmentUnavailableError(
    `the steady state could not be observed: too few requests to ${services.join(', ')} had any answer within ${PATIENCE / 1_000} s`,
    { where: 'chaos.steadyState', remedy: 'see with "seatrial env status" whether the clusters answer' },
  )
