import { describe, expect, it } from 'vitest'
import { firstTurn } from '../../../harness/gitops/turns.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'
import { type JobInput, type JobOf, jobSchema } from '../../../src/model/pipeline.ts'

const { services } = fleetSchema.parse({
  regions: [{ name: 'a', nodeGroups: [{ name: 'g', desired: 1, max: 1, cpuMilli: 1_000, memoryMiB: 1_024 }] }],
  services: [{ name: 'payment', dependsOn: ['ledger'] }, { name: 'ledger' }, { name: 'auth' }],
})
const byName = new Map(services.map((service) => [service.name, service]))
const turn = (more: Partial<Extract<JobInput, { kind: 'deploy' }>>) => {
  const spec = jobSchema.parse({ kind: 'deploy', name: 'd', environment: 'production', delivery: 'gitops', ...more })
  const changed = ['payment', 'ledger', 'auth']
  return firstTurn(spec as JobOf<'deploy'>, { changed, regions: ['a', 'b'], services: byName })
}

describe('what is committed first', () => {
  it('is everything for everywhere, where nothing is ordered', () => {
    expect(turn({})).toEqual({ places: ['a', 'b'], services: ['payment', 'ledger', 'auth'] })
  })

  it('is what depends on nothing else of the change, where there are waves', () => {
    expect(turn({ waves: true })).toEqual({ places: ['a', 'b'], services: ['ledger', 'auth'] })
  })

  it('is for the first region, where regions follow one another', () => {
    expect(turn({ regions: 'one-by-one' }).places).toEqual(['a'])
  })

  it('is the first service, where services follow one another', () => {
    expect(turn({ services: 'one-by-one' }).services).toEqual(['payment'])
  })

  it('is for staging alone, in staging', () => {
    expect(turn({ environment: 'staging' }).places).toEqual(['staging'])
  })
})
