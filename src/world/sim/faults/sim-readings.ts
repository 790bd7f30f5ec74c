import type { SteadyState } from '../../../model/chaos.ts'
import { replicasIn } from '../../../model/fleet.ts'
import type { Millis } from '../../../model/units.ts'
import type { SteadyStateReadings } from '../../faults/steady-state-watch.ts'
import type { SimWorld } from '../sim-world.ts'

/** What probes read in the simulated world, for a deployment's faults. */
export class SimReadings implements SteadyStateReadings {
  private readonly world: SimWorld
  private readonly errorRatio: (service: string) => number

  constructor(world: SimWorld, errorRatio: (service: string) => number) {
    this.world = world
    this.errorRatio = errorRatio
  }

  get now(): Millis {
    return this.world.state.kernel.now
  }

  read(probe: SteadyState['probe'], name: string): readonly number[] {
    const { state, clusters } = this.world
    if (probe === 'error-ratio') return [this.errorRatio(name)]
    return state.scenario.fleet.regions.flatMap((region) => {
      const desired = replicasIn(state.service(name), region.name)
      return desired === 0 ? [] : [clusters.get(region.name)!.readyPods(name) / desired]
    })
  }
}
