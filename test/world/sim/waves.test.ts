import { describe, expect, it } from 'vitest'
import { fleetSchema, type ServiceInput } from '../../../src/model/fleet.ts'
import { wavesOf } from '../../../src/world/sim/waves.ts'

const NODES = [{ name: 'nodes', desired: 1, max: 1, cpuMilli: 1_000, memoryMiB: 1_000 }]

function waves(dependsOn: Record<string, string[]>, chosen = Object.keys(dependsOn)) {
  const services: ServiceInput[] = Object.entries(dependsOn).map(([name, needed]) => ({ name, dependsOn: needed }))
  const fleet = fleetSchema.parse({ regions: [{ name: 'here', nodeGroups: NODES }], services })
  return wavesOf(chosen, new Map(fleet.services.map((service) => [service.name, service])))
}

describe('sync waves', () => {
  it('put dependencies before what depends on them', () => {
    expect(waves({ shop: ['cart', 'user'], cart: ['user'], user: [] })).toEqual([['user'], ['cart'], ['shop']])
  })

  it('look only at services that are deployed', () => {
    expect(waves({ shop: ['cart'], cart: ['user'], user: [] }, ['shop', 'user'])).toEqual([['shop', 'user']])
  })

  it('keep services without a dependency among them together', () => {
    expect(waves({ a: [], b: [], c: [] })).toEqual([['a', 'b', 'c']])
  })

  it('end for services that depend on each other', () => {
    expect(
      waves({ a: ['b'], b: ['a'], c: [] })
        .flat()
        .sort(),
    ).toEqual(['a', 'b', 'c'])
  })
})
