import type { Ratio } from '../../../model/units.ts'
import type { CauseName, GuardName } from './causes.ts'

/**
 * How the yes/no draws of a deployment are changed so that its rare failures become frequent. Plain data, so that a worker
 * thread can be given it. A deployment under it has a weight that takes the change back (`TiltedChances`).
 */
export interface Tilt {
  /**
   * With probability `share` one draw of this cause, any of the first `draws` that are made, is made to strike. The shares
   * add up to less than 1; in what is left no cause is touched, so that whatever else can fail a deployment still does.
   */
  readonly causes: Readonly<Partial<Record<CauseName, { readonly share: Ratio; readonly draws: number }>>>
  /** The probability with which a guard holds in place of its own; strictly between 0 and 1. */
  readonly guards: Readonly<Partial<Record<GuardName, Ratio>>>
}

/** Changes nothing: every weight is 1. */
export const NO_TILT: Tilt = { causes: {}, guards: {} }

/** Which deployments of a stretch are tilted. */
export interface TiltedPart {
  readonly tilt: Tilt
  /** This one, with which the stretch then ends; all of them when it is not given. */
  readonly deployment?: number
}
