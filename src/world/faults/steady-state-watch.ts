import type { Process } from '../../kernel/index.ts'
import { type Chaos, type SteadyState, steadyStateText } from '../../model/chaos.ts'
import { type Millis, seconds } from '../../model/units.ts'
import type { Deployment } from '../world.ts'

/** What a world can read of its production now. */
export interface SteadyStateReadings {
  readonly now: Millis
  /** One value for each region that runs the service, or one for all of them. */
  read(probe: SteadyState['probe'], service: string): readonly number[]
}

/** How often it looks: the published scrape interval. */
const LOOK: Millis = seconds(15)

type Phase = 'before' | 'during' | 'after'

/** Looks at the steady state of one deployment before, while and after faults are in, and records what it sees. */
export class SteadyStateWatch {
  /** It held before the first fault; faults are put in only then. */
  readonly heldBefore: boolean
  private readonly readings: SteadyStateReadings
  private readonly deployment: Deployment
  private readonly chaos: Chaos
  private readonly deviated = new Set<SteadyState>()

  constructor(readings: SteadyStateReadings, deployment: Deployment, chaos: Chaos) {
    this.readings = readings
    this.deployment = deployment
    this.chaos = chaos
    this.heldBefore = this.look('before')
  }

  /** Watches until it is interrupted; `onDeviation` is called at each first deviation of a tolerance. */
  *run(onDeviation: () => void): Process {
    for (;;) {
      yield LOOK
      if (!this.look('during')) onDeviation()
    }
  }

  /** The last look, when every fault is out. */
  finish(): void {
    this.look('after')
  }

  /** Whether everything holds. During the experiment only the first deviation of each tolerance is recorded, and counts. */
  private look(phase: Phase): boolean {
    let held = true
    for (const one of this.chaos.steadyState) {
      if (phase === 'during' && this.deviated.has(one)) continue
      const value = this.worst(one)
      const holds = one.comparison === 'at-most' ? value <= one.value : value >= one.value
      if (!holds) held = false
      if (phase === 'during' && holds) continue
      if (phase === 'during') this.deviated.add(one)
      const at = this.readings.now
      this.deployment.record({ kind: 'steady-state', at, phase, probe: steadyStateText(one), value, held: holds })
    }
    return held
  }

  /** The reading that is furthest on the wrong side, over services and regions. */
  private worst(one: SteadyState): number {
    const services = one.service === undefined ? this.deployment.change.services : [one.service]
    const values = services.flatMap((service) => this.readings.read(one.probe, service))
    return one.comparison === 'at-most' ? Math.max(...values) : Math.min(...values)
  }
}
