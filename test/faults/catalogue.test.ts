import { expect, test } from 'vitest'
import { proveFault } from '../../src/experiment/prove-fault.ts'
import { DETECTORS } from '../../src/faults/detector.ts'
import { FAULTS } from '../../src/faults/index.ts'
import { FAULT_KINDS } from '../../src/model/validation/fault-kinds.ts'

const faults = [...FAULTS.values()].map((fault) => [fault.name, fault] as const)

test('a scenario can ask for exactly the faults of the catalogue, of which there are at least 35', () => {
  expect([...FAULTS.keys()]).toEqual(FAULT_KINDS)
  expect(FAULTS.size).toBeGreaterThanOrEqual(35)
})

test.each(faults)(
  '%s lands, is noticed by whom it names, comes back as it says, and its control succeeds',
  (_, fault) => {
    for (const seed of [1, 2, 3]) {
      const trial = proveFault(fault, seed)
      expect({ ...trial, proof: typeof trial.proof }).toEqual({
        fault: fault.name,
        landed: true,
        proof: 'string',
        detectedBy: fault.detectedBy,
        recovery: fault.recovery,
        recoveryMs: trial.outcome === 'blocked' ? null : expect.any(Number),
        outcome: expect.any(String),
        controlSucceeded: true,
      })
    }
  },
)

test.each(faults)('%s has a default and a description for each setting', (_, fault) => {
  expect(DETECTORS).toContain(fault.detectedBy)
  const defaults = fault.settings.parse({})
  for (const [name, schema] of Object.entries(fault.settings.shape)) {
    expect(defaults).toHaveProperty(name)
    expect(schema.description, name).toMatch(/\w/)
  }
})
