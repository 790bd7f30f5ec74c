import type { Suite } from '../../src/model/fleet.ts'
import type { Mechanisms } from '../../src/model/mechanisms/index.ts'
import type { Key } from '../../src/random/index.ts'
import { durationQuantile } from '../../src/random/index.ts'
import type { Flaw } from '../../src/world/sim/flaw.ts'
import { PURPOSE } from '../../src/world/sim/purpose.ts'
import type { SimDeployment } from '../../src/world/sim/sim-deployment.ts'
import type { Faults } from '../service/app/faults.ts'

/** The middle of a distribution: one release crashes like the other. */
const MEDIAN = 0.5

/** What a defect in the code of a service does to its instances. */
export function faultsOf({ symptom }: Flaw): Faults {
  switch (symptom.kind) {
    case 'crash':
      return { started: false, crashAfterMs: durationQuantile(symptom.after, MEDIAN) }
    case 'never-ready':
      return { ready: false }
    case 'errors':
      return { errorRate: symptom.ratio }
    case 'stale':
    case 'platform-damage':
      return {}
  }
}

/** Environment variables that do to a service what a mistake of a person leads to; see `harness/service/app/settings.ts`. */
export function mistakenVariables({ symptom }: Flaw): Readonly<Record<string, string>> {
  switch (symptom.kind) {
    case 'crash':
      return { PORT: 'http' }
    case 'never-ready':
      return { NEEDS: 'a-service-that-is-not-there' }
    case 'errors':
      return { ERROR_RATE: String(symptom.ratio) }
    case 'stale':
    case 'platform-damage':
      return {}
  }
}

/** Kinds of suites that show a defect of a service, drawn as the simulator draws them. */
export function shownBy(
  d: SimDeployment,
  service: string,
  entity: Key,
  { test }: Mechanisms,
): readonly Suite['kind'][] {
  const defects = d.live(service).filter(({ cause }) => cause === 'code-defect')
  if (defects.length === 0) return []
  const kinds: Suite['kind'][] = []
  if (d.draws.chance(test.unitCatches, entity, PURPOSE.unitCatches)) kinds.push('unit')
  if (d.draws.chance(test.integrationCatches, entity, PURPOSE.integrationCatches)) kinds.push('integration')
  return kinds
}
