import { describe, expect, it } from 'vitest'
import { fintech } from '../../src/fleet/index.ts'
import { type Fleet, fleetSchema, replicasIn } from '../../src/model/fleet.ts'

function load(fleet: Fleet, regionName: string, groupName: string): { cpu: number; memory: number } {
  const group = fleet.regions
    .find(({ name }) => name === regionName)!
    .nodeGroups.find(({ name }) => name === groupName)!
  let cpu = 0
  let memory = 0
  for (const service of fleet.services.filter(({ nodeGroup }) => nodeGroup === groupName)) {
    cpu += replicasIn(service, regionName) * service.requests.cpuMilli
    memory += replicasIn(service, regionName) * service.requests.memoryMiB
  }
  return { cpu: cpu / (group.desired * group.cpuMilli), memory: memory / (group.desired * group.memoryMiB) }
}

describe('the capacity of the synthetic fleet', () => {
  for (const services of [4, 40, 200, 500]) {
    it(`holds the requests of ${services} services with 15 % to spare in each group of each region`, () => {
      const fleet = fleetSchema.parse(
        fintech({
          services,
          databases: Math.min(45, services),
          regions: ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-south-1'],
        }),
      )
      for (const { name, nodeGroups } of fleet.regions) {
        for (const group of nodeGroups) {
          const { cpu, memory } = load(fleet, name, group.name)
          expect(cpu).toBeLessThanOrEqual(0.85)
          expect(memory).toBeLessThanOrEqual(0.85)
        }
      }
    })
  }

  it('has a node for every replica of a critical service and its surge, as required anti-affinity asks', () => {
    const fleet = fleetSchema.parse(fintech())
    for (const { name, nodeGroups } of fleet.regions) {
      const nodes = nodeGroups.find((group) => group.name === 'critical')!.desired
      for (const service of fleet.services.filter(({ tier }) => tier === 'critical')) {
        expect(replicasIn(service, name) + 3).toBeLessThanOrEqual(nodes)
      }
    }
  })

  it('has the published node groups', () => {
    const groups = fleetSchema
      .parse(fintech())
      .regions.map((region) => region.nodeGroups.map(({ desired, min, max }) => [desired, min, max]))
    expect(groups).toEqual([
      [
        [15, 10, 50],
        [30, 20, 100],
      ],
      [
        [12, 8, 40],
        [25, 15, 80],
      ],
      [
        [10, 5, 30],
        [20, 10, 60],
      ],
    ])
  })

  it('keeps two replicas of every service in every region', () => {
    const fleet = fleetSchema.parse(fintech())
    for (const service of fleet.services) {
      for (const region of fleet.regions) expect(replicasIn(service, region.name)).toBeGreaterThanOrEqual(2)
    }
  })
})
