import { injectFault } from '../../src/faults/inject.ts'
import type { Kernel, Process } from '../../src/kernel/index.ts'
import type { Chaos } from '../../src/model/chaos.ts'
import { type DeploymentAddress, formatAddress } from '../../src/model/events.ts'
import type { Fault } from '../../src/model/fault.ts'
import type { Disturbance } from '../../src/world/faults/disturbance.ts'
import type { Deployment, World } from '../../src/world/world.ts'
import type { Actions } from './actions.ts'
import { EditsByHand } from './edits-by-hand.ts'
import { KindFaultHooks } from './kind-fault-hooks.ts'
import { KindFaultsOfDeployment } from './kind-faults-of-deployment.ts'
import { KindSteadyState } from './kind-steady-state.ts'
import { NodeFaults } from './nodes.ts'
import type { FaultParts } from './parts.ts'
import { PodFaults } from './pods.ts'
import { Users } from './users.ts'

/** What disturbs a real world. Disposing of it waits until everything that faults broke has been put back. */
export class KindDisturbance implements Disturbance, AsyncDisposable {
  readonly kernel: Kernel
  private readonly world: Pick<World, 'finish'>
  private readonly parts: FaultParts
  private readonly pods: PodFaults
  private readonly nodes: NodeFaults
  private readonly underWay = new Map<string, KindFaultsOfDeployment>()
  private readonly actions = new Set<Actions>()
  private readonly edits = new EditsByHand()

  private constructor(world: Pick<World, 'finish'>, parts: FaultParts, pods: PodFaults, nodes: NodeFaults) {
    this.kernel = parts.kernel
    this.world = world
    this.parts = parts
    this.pods = pods
    this.nodes = nodes
  }

  /** Begins to watch what faults look at. `world` is the one that is disturbed. */
  static async start(world: Pick<World, 'finish'>, parts: FaultParts): Promise<KindDisturbance> {
    const pods = new PodFaults(parts)
    return new KindDisturbance(world, parts, pods, await NodeFaults.start(parts, pods))
  }

  begin(address: DeploymentAddress): void {
    this.underWay.set(formatAddress(address), new KindFaultsOfDeployment(this.kernel))
  }

  of({ address }: Deployment): KindFaultsOfDeployment {
    const faults = this.underWay.get(formatAddress(address))
    if (faults === undefined) throw new RangeError(`deployment ${formatAddress(address)} is not under way`)
    return faults
  }

  *inject(fault: Fault, deployment: Deployment): Process {
    const { parts, pods, nodes, edits } = this
    const faults = this.of(deployment)
    const { chaos } = parts.state.scenario
    if (chaos !== undefined) {
      const make = (): KindSteadyState => this.steadyStateOf(chaos, deployment)
      if (!(yield* faults.heldBefore(make, chaos.rollbacks === 'on-deviation'))) return
    }
    const hooks = new KindFaultHooks({ parts, pods, nodes, edits, deployment, faults, fault: fault.kind })
    this.actions.add(hooks.actions)
    try {
      yield* injectFault(fault, parts.state.scenario.faults.indexOf(fault), hooks)
    } finally {
      this.actions.delete(hooks.actions)
    }
  }

  /** A person takes back what faults edited by hand in the infrastructure of a region; resolves with how many edits that were. */
  takeDriftBack(region: string): Promise<number> {
    return this.edits.takeBackIn(region)
  }

  *finish(deployment: Deployment): Process {
    yield* this.of(deployment).finish()
    yield* this.world.finish(deployment)
    this.underWay.delete(formatAddress(deployment.address))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.underWay.values()].map(({ steadyState }) => steadyState?.stop()))
    await Promise.all([...this.actions].map((actions) => actions.removed()))
    await this.nodes[Symbol.asyncDispose]()
  }

  private steadyStateOf(chaos: Chaos, deployment: Deployment): KindSteadyState {
    const { parts, pods } = this
    return new KindSteadyState({
      state: parts.state,
      chaos,
      deployment,
      pods,
      usersOf: (place) => new Users(parts, place),
    })
  }
}
