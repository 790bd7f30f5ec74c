import type { Recording } from '../model/events.ts'
import type { Scenario } from '../model/scenario.ts'

/** How much of a stretch is simulated, and what is done with its recordings. */
export interface StretchOptions {
  readonly seed: number
  /** Index of the stretch, from 0. */
  readonly stretch: number
  /** Measured deployments after the warm-up. */
  readonly measured: number
  /** Records single pods for these deployments too. Has no influence on what happens. */
  readonly detailed?: (deployment: number) => boolean
  /** Called once for each measured deployment, in the order of their triggers. */
  readonly onRecording: (recording: Recording) => void
}

/** Measured deployments of a full stretch of this scenario. */
export const deploymentsPerStretch = (scenario: Scenario): number =>
  Math.max(1, Math.round(scenario.deployments.perDay * scenario.deployments.daysPerStretch))

/** Deployments of the warm-up of each stretch. */
export const warmUpPerStretch = (scenario: Scenario): number =>
  Math.round(scenario.deployments.perDay * scenario.deployments.warmUpDays)

/** Simulates one stretch. Same arguments, same recordings, on any machine. */
export function simulateStretch(_scenario: Scenario, _options: StretchOptions): void {
  throw new Error('not built yet')
}
