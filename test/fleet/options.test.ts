import { describe, expect, it } from 'vitest'
import { fintech, fintechOptionsSchema } from '../../src/fleet/index.ts'
import { constant } from '../../src/model/distribution.ts'
import { InvalidInputError } from '../../src/model/errors.ts'
import { fleetSchema } from '../../src/model/fleet.ts'
import { listParameters } from '../../src/model/parameter.ts'

const refusal = (options: unknown): InvalidInputError => {
  try {
    fintech(options as never)
  } catch (error) {
    if (error instanceof InvalidInputError) return error
  }
  throw new Error('the options were accepted')
}

describe('the options of the synthetic fleet', () => {
  it('give the same fleet for the same options, and another one for another seed', () => {
    expect(JSON.stringify(fintech())).toBe(JSON.stringify(fintech({ seed: 1 })))
    expect(JSON.stringify(fintech({ seed: 2 }))).not.toBe(JSON.stringify(fintech()))
  })

  it('change only what they are about', () => {
    const usual = fintech().services
    const fast = fintech({ suites: { unit: constant(1_000) } }).services
    const without = (services: typeof usual) => services.map(({ suites, ...rest }) => rest)
    expect(without(fast)).toEqual(without(usual))
    expect(fast[0]!.suites).not.toEqual(usual[0]!.suites)
  })

  it('scale the build, the suites and the start-up of a service by its size', () => {
    const [first] = fintech({
      startup: constant(1),
      build: { application: constant(1) },
      suites: { integration: constant(1) },
    }).services
    const { startup, layers, suites } = fleetSchema.shape.services.element.parse(first)
    expect(startup).toMatchObject({ kind: 'scaled' })
    expect(layers[2]!.build).toEqual(startup)
    expect(suites[1]!.duration).toEqual(startup)
  })

  it('make all services the same size when sizes have no spread', () => {
    for (const service of fintech({ sizeSigma: 0, startup: constant(7) }).services) {
      expect(service.startup).toEqual(constant(7))
    }
  })

  it('accept any number of services from 4 to 1,018, the sensitive ones first', () => {
    for (const services of [4, 57, 1_018]) {
      const fleet = fleetSchema.parse(fintech({ services, databases: 4 }))
      expect(new Set(fleet.services.map(({ name }) => name)).size).toBe(services)
      expect(fleet.services.slice(0, 4).map(({ name }) => name)).toEqual(['auth', 'customer-data', 'ledger', 'payment'])
    }
  })

  it('are refused with the name of the option and a remedy', () => {
    expect(refusal({ services: 3 }).message).toContain('services: expected at least 4')
    expect(refusal({ services: 20, databases: 21 }).message).toContain('databases: expected at most one database')
    expect(refusal({ regions: [] }).message).toContain('regions: expected at least one region')
    expect(refusal({ regions: ['a', 'a'] }).message).toContain('regions: expected every region once')
    expect(refusal({ servces: 3 }).remedy).not.toBe('')
    expect(refusal({ startup: { kind: 'constant', value: -1 } }).message).toContain('startup')
  })

  it('list every tunable constant with a source or the range that was assumed', () => {
    const rows = listParameters(fintechOptionsSchema)
    expect(rows.map((row) => row.path)).toEqual([
      'build.base',
      'build.dependencies',
      'build.application',
      'suites.unit',
      'suites.integration',
      'suites.unitFlakyRate',
      'suites.integrationFlakyRate',
      'startup',
      'sizeSigma',
    ])
    for (const { note } of rows) {
      if ('assumed' in note) expect(note.assumed[0]).toBeLessThan(note.assumed[1])
      else expect(note.source).not.toBe('')
    }
  })
})
