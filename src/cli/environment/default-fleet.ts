import { type Fleet, fleetSchema } from '../../model/fleet.ts'

/** The fleet of an environment that is brought up without a scenario: three services in one region, and a database. */
export const defaultFleet = (): Fleet =>
  fleetSchema.parse({
    name: 'default',
    regions: [
      {
        name: 'us-east-1',
        nodeGroups: [{ name: 'general', desired: 1, max: 1, cpuMilli: 2_000, memoryMiB: 4_096 }],
      },
    ],
    services: [
      { name: 'gateway', dependsOn: ['payment'] },
      { name: 'payment', dependsOn: ['ledger'], databases: ['bookings'] },
      { name: 'ledger', databases: ['bookings'] },
    ],
    databases: [{ name: 'bookings', sizeGiB: 1 }],
  })
