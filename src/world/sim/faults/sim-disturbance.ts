import { injectFault } from '../../../faults/inject.ts'
import type { Kernel, Process } from '../../../kernel/index.ts'
import type { DeploymentAddress } from '../../../model/events.ts'
import type { Fault } from '../../../model/fault.ts'
import type { Disturbance } from '../../faults/disturbance.ts'
import type { Deployment } from '../../world.ts'
import type { SimWorld } from '../sim-world.ts'
import { FaultsOfDeployment } from './faults-of-deployment.ts'
import { SimFaultHooks } from './sim-fault-hooks.ts'

/** What disturbs the simulated world. */
export class SimDisturbance implements Disturbance {
  readonly kernel: Kernel
  private readonly world: SimWorld

  constructor(world: SimWorld) {
    this.kernel = world.state.kernel
    this.world = world
  }

  begin(address: DeploymentAddress): void {
    const d = this.world.at(address)
    d.faults = new FaultsOfDeployment(this.world.state, d)
  }

  of(deployment: Deployment): FaultsOfDeployment {
    return this.world.of(deployment).faults!
  }

  *inject(fault: Fault, deployment: Deployment): Process {
    const { steadyState } = this.of(deployment).watched(this.world, deployment)
    if (steadyState?.heldBefore === false) return
    const hooks = new SimFaultHooks({ world: this.world, deployment, fault: fault.kind })
    yield* injectFault(fault, this.world.state.scenario.faults.indexOf(fault), hooks)
  }

  *finish(deployment: Deployment): Process {
    const faults = this.of(deployment)
    faults.steadyState?.finish()
    yield* this.world.finish(deployment, faults.lost())
  }
}
