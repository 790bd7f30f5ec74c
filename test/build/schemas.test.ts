import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { publishedSchemas } from '../../build/schemas.ts'

const published = Object.entries(publishedSchemas())

describe('published JSON Schemas', () => {
  it.each(published)('%s is what the code says (else run: node build/schemas.ts)', (name, schema) => {
    expect(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), 'utf8') === schema).toBe(true)
  })

  it('takes a scenario as an engineer writes it, and points at what is wrong with one', () => {
    const schema = JSON.parse(publishedSchemas()['scenario.schema.json'] ?? '')
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema)
    const scenario = {
      name: 'small',
      fleet: {
        services: [{ name: 'payment' }],
        regions: [{ name: 'r', nodeGroups: [{ name: 'g', desired: 1, max: 1, cpuMilli: 1, memoryMiB: 1 }] }],
      },
      pipeline: { stages: [{ name: 'build', jobs: [{ kind: 'build', name: 'images' }] }] },
      deployments: { perDay: 8 },
    }
    validate(scenario)
    expect(validate.errors).toBeNull()
    expect(validate({ ...scenario, deployments: { perDay: '8' } })).toBe(false)
    expect(validate.errors?.[0]?.instancePath).toBe('/deployments/perDay')
  })
})
