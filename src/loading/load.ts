import type { Scenario } from '../model/scenario.ts'
import type { Suite } from '../model/suite.ts'
import type { Validated } from '../model/validate.ts'
import { applySettings } from './apply-settings.ts'
import { validateSuiteWithFaults, validateWithFaults } from './check-faults.ts'
import { readDocument } from './read-document.ts'
import { withPartsInPlace, withScenariosInPlace } from './references.ts'
import type { Setting } from './setting.ts'

/**
 * Reads, completes, validates and adjusts the scenario in a file (.ts, .js, .mjs, .json, .yaml). Throws InvalidInputError
 * with every problem found. A TypeScript file that imports from 'seatrial' needs `resolveSeatrialToItself` first.
 */
export async function loadScenario(file: string, settings: readonly Setting[] = []): Promise<Validated<Scenario>> {
  const document = await withPartsInPlace(await readDocument(file), file)
  return applySettings(validateWithFaults(document, file), settings, validateWithFaults)
}

/**
 * The same for a suite. A setting whose path begins with a field of the suite (`runs`, `name`, …) applies to the suite,
 * any other to each of its scenarios.
 */
export async function loadSuite(file: string, settings: readonly Setting[] = []): Promise<Validated<Suite>> {
  const document = await withScenariosInPlace(await readDocument(file), file)
  const suite = validateSuiteWithFaults(document, file)
  return applySettings(suite, settings.flatMap(spreadOver(suite.value)), validateSuiteWithFaults)
}

const SUITE_FIELDS = ['name', 'description', 'runs', 'repetitions', 'scenarios', 'comparisons', 'factorial']

const spreadOver =
  (suite: Suite) =>
  (setting: Setting): Setting[] =>
    SUITE_FIELDS.includes(setting.path.split('.')[0] as string)
      ? [setting]
      : suite.scenarios.map((_, i) => ({ path: `scenarios.${i}.${setting.path}`, value: setting.value }))

/** Whether a document is a suite; anything else is taken for a scenario. */
export const isSuiteDocument = (document: unknown): boolean =>
  typeof document === 'object' && document !== null && 'scenarios' in document
