import { Orchestrator } from '../engine/orchestrator.ts'
import { Kernel, type Process } from '../kernel/index.ts'
import type { Recording } from '../model/events.ts'
import type { Scenario } from '../model/scenario.ts'
import { FaultedWorld } from '../world/faults/faulted-world.ts'
import { triggerTime } from '../world/sim/calendar.ts'
import { SimDisturbance } from '../world/sim/faults/sim-disturbance.ts'
import { PURPOSE } from '../world/sim/purpose.ts'
import type { TiltedPart } from '../world/sim/rare/tilt.ts'
import type { TiltedChances } from '../world/sim/rare/tilted-chances.ts'
import { SimWorld } from '../world/sim/sim-world.ts'

/** How much of a stretch is simulated, and what is done with its recordings. */
export interface StretchOptions {
  readonly seed: number
  /** Index of the stretch, from 0. */
  readonly stretch: number
  /** Measured deployments after the warm-up. */
  readonly measured: number
  /** Records single pods for these deployments too. Has no influence on what happens. */
  readonly detailed?: (deployment: number) => boolean
  /** Checks Little's law on every resource of the stretch at its end; a violation is a defect of the simulator. */
  readonly checkInvariants?: boolean
  /** Makes rare failures frequent. With a single deployment the stretch ends as soon as that one does. */
  readonly tilted?: TiltedPart | undefined
  /**
   * Called once for each measured deployment, in the order of their triggers; of a stretch with one tilted deployment, for
   * that one alone. `chances` are its tilted draws.
   */
  readonly onRecording: (recording: Recording, chances: TiltedChances | undefined) => void
}

/** Measured deployments of a full stretch of this scenario. */
export const deploymentsPerStretch = (scenario: Scenario): number =>
  Math.max(1, Math.round(scenario.deployments.perDay * scenario.deployments.daysPerStretch))

/** Deployments of the warm-up of each stretch. */
export const warmUpPerStretch = (scenario: Scenario): number =>
  Math.round(scenario.deployments.perDay * scenario.deployments.warmUpDays)

/**
 * Simulates one stretch: its warm-up, then its measured deployments, each triggered when the scenario says, overlapping or
 * not. A stretch ends when the last measured deployment does. Same arguments, same recordings, on any machine.
 */
export function simulateStretch(scenario: Scenario, options: StretchOptions): void {
  const kernel = new Kernel({ checkLittlesLaw: options.checkInvariants ?? false })
  const world = new SimWorld({
    kernel,
    scenario,
    seed: options.seed,
    stretch: options.stretch,
    detailed: options.detailed,
    tilted: options.tilted,
  })
  const faulted = scenario.faults.length === 0 ? world : new FaultedWorld(world, new SimDisturbance(world))
  const orchestrator = new Orchestrator({ kernel, world: faulted, scenario, seed: options.seed })
  const warmUp = warmUpPerStretch(scenario)
  const wanted = options.tilted?.deployment
  const expected = wanted === undefined ? options.measured : 1
  const finished: (Recording | undefined)[] = []
  let reported = 0
  const report = (): void => {
    while (reported < expected) {
      const deployment = (wanted ?? 0) + reported
      const next = finished[deployment]
      if (next === undefined) return
      finished[deployment] = undefined
      reported++
      options.onRecording(next, world.state.tiltedChances(deployment))
    }
    kernel.stop()
  }
  const run = function* (deployment: number): Process {
    const recording = yield* orchestrator.deploy({ stretch: options.stretch, deployment })
    if (deployment < 0) return
    finished[deployment] = recording
    report()
  }
  kernel.spawn(
    (function* arrivals(): Process {
      for (let deployment = -warmUp; deployment < options.measured; deployment++) {
        const at = triggerOf(scenario, world, deployment + warmUp, deployment)
        yield Math.max(0, at - kernel.now)
        kernel.spawn(run(deployment), { name: `deployment ${options.stretch}.${deployment}` })
      }
    })(),
    { name: 'arrivals' },
  )
  kernel.run()
  if (reported < expected) {
    const waiting = kernel.liveTasks().map((task) => task.name)
    throw new Error(
      `stretch ${options.stretch} stood still after ${reported} of ${expected} deployments; still waiting: ${waiting.join(', ')}`,
    )
  }
  if (options.checkInvariants === true) kernel.checkInvariants()
}

function triggerOf(scenario: Scenario, world: SimWorld, slot: number, deployment: number): number {
  const draws = world.state.draws(deployment)
  const entity = world.state.key('deployment')
  const jitter = draws.person(scenario.deployments.jitter, entity, PURPOSE.slot, 1)
  return triggerTime(scenario.deployments, slot, draws.scope.uniform(entity, PURPOSE.slot), jitter)
}
