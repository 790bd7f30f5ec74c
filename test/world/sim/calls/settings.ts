import type { z } from 'zod'
import { type Fleet, fleetSchema, type ServiceInput } from '../../../../src/model/fleet.ts'
import { type Calls, callsSchema } from '../../../../src/model/mechanisms/calls.ts'

/** Settings of the call graph with these instead of the defaults. */
export const callsOf = (of: z.input<typeof callsSchema> = {}): Calls => callsSchema.parse(of)

/** A fleet of services in one region. */
export const fleetOf = (
  services: readonly ServiceInput[],
  thirdParties: { name: string; availability?: number }[] = [],
): Fleet =>
  fleetSchema.parse({
    regions: [
      { name: 'here', nodeGroups: [{ name: 'nodes', desired: 4, max: 8, cpuMilli: 8_000, memoryMiB: 32_768 }] },
    ],
    services,
    thirdParties,
  })
