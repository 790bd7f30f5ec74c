import type { FleetInput } from '../../src/model/fleet.ts'

/** A region with one node. */
export const region = (name: string): FleetInput['regions'][number] => ({
  name,
  nodeGroups: [{ name: 'general', desired: 1, max: 1, cpuMilli: 2_000, memoryMiB: 4_096 }],
})

/** One service in one region: the least that can be deployed. */
export const oneService: FleetInput = { regions: [region('us-east-1')], services: [{ name: 'payment' }] }
