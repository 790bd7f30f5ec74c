import type { SteadyState } from '../model/chaos.ts'
import type { Ratio } from '../model/units.ts'

/** A tolerance that only needs its limit. */
export interface Tolerance {
  atMost(value: Ratio): SteadyState
  atLeast(value: Ratio): SteadyState
}

const tolerance = (probe: SteadyState['probe'], service: string | undefined): Tolerance => {
  const of = { probe, ...(service === undefined ? {} : { service }) }
  return {
    atMost: (value) => ({ ...of, comparison: 'at-most', value }),
    atLeast: (value) => ({ ...of, comparison: 'at-least', value }),
  }
}

/** Share of a service's requests that fail: `errorRatio('payment').atMost(0.01)`. */
export const errorRatio = (service?: string): Tolerance => tolerance('error-ratio', service)

/** Share of a service's desired replicas that are ready, in the region where it is lowest. */
export const readyReplicas = (service?: string): Tolerance => tolerance('ready-replicas', service)
