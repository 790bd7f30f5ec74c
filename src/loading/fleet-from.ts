import type { FleetInput } from '../model/fleet.ts'

/** A fleet that lies in a file of its own. Every other field replaces the one of the file. */
export interface FleetReference extends Partial<FleetInput> {
  readonly from: string
}

/**
 * The fleet in another file, such as one that `seatrial import kubernetes` wrote. `path` is relative to the scenario
 * file; `changes` replace whole fields of the fleet. In JSON and YAML the same is written as `fleet: ./fleet.json`, or as
 * an object with `from`. The file is read and checked when the scenario is loaded by seatrial.
 */
export const fleetFrom = (path: string, changes: Partial<FleetInput> = {}): FleetInput =>
  // A scenario is data until it is loaded; the loader puts the fleet in place of this reference before it validates.
  ({ ...changes, from: path }) as unknown as FleetInput
