import { lognormal } from '../../../src/model/distribution.ts'
import type { Scenario } from '../../../src/model/scenario.ts'
import { validateScenario } from '../../../src/model/validate.ts'
import { gitops } from '../../../src/presets/index.ts'
import { smallScenario } from '../../model/small-scenario.ts'

/** What a test of the gate changes of the scenario. */
export interface Tested {
  readonly name?: string
  readonly description?: string
  /** Factor on the length of all suites. */
  readonly slower?: number
  /** Median of the approval, in ms. */
  readonly approvalMs?: number
  readonly runners?: number
  readonly defects?: number
  readonly targets?: readonly object[]
}

/** The small scenario with test suites as an engineer writes it: a document, not yet validated. */
export function testedDocument(of: Tested = {}) {
  const small = smallScenario()
  const suites = [
    { name: 'unit', kind: 'unit', duration: lognormal({ median: 60_000 * (of.slower ?? 1), sigma: 0.3 }) },
    {
      name: 'integration',
      kind: 'integration',
      duration: lognormal({ median: 120_000 * (of.slower ?? 1), sigma: 0.3 }),
    },
  ]
  return {
    ...small,
    name: of.name ?? 'tested',
    description: of.description ?? '',
    fleet: { ...small.fleet, services: small.fleet.services.map((service) => ({ ...service, suites })) },
    pipeline: gitops({ runners: of.runners ?? 3 }),
    mechanisms: {
      people: { approval: lognormal({ median: of.approvalMs ?? 60_000, sigma: 0.5 }) },
      ...(of.defects === undefined ? {} : { defects: { perChangedService: of.defects } }),
    },
    targets: of.targets ?? [],
  }
}

/** The same, validated. */
export const tested = (of: Tested = {}): Scenario => validateScenario(testedDocument(of), 'test.ts').value
