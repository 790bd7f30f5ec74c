import { dirname, resolve } from 'node:path'
import { InvalidInputError } from '../model/errors.ts'
import { withPresetsInPlace } from './presets.ts'
import { readDocument } from './read-document.ts'
import { withTargetsInPlace } from './targets.ts'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Puts what a scenario names in place: presets, targets in words, and the fleet of another file. `file` is the scenario's. */
export const withPartsInPlace = async (scenario: unknown, file: string): Promise<unknown> =>
  withTargetsInPlace(
    withPresetsInPlace(await withFaultsInPlace(await withFleetInPlace(scenario, file), file), file),
    file,
  )

/** The faults of another file, and the experiment around them where the scenario has none of its own. */
async function withFaultsInPlace(scenario: unknown, file: string): Promise<unknown> {
  if (!isObject(scenario) || typeof scenario.faults !== 'string') return scenario
  const path = resolve(dirname(file), scenario.faults)
  const found = await readDocument(path)
  if (!isObject(found) || !Array.isArray(found.faults)) {
    const remedy = 'write one with: seatrial import chaos PATH --out FILE'
    throw new InvalidInputError(path, [{ path: 'faults', message: 'this file holds no faults', remedy }])
  }
  const chaos = scenario.chaos ?? found.chaos
  return { ...scenario, faults: found.faults, ...(chaos === undefined ? {} : { chaos }) }
}

async function withFleetInPlace(scenario: unknown, file: string): Promise<unknown> {
  if (!isObject(scenario)) return scenario
  const fleet = scenario.fleet
  if (typeof fleet === 'string') return { ...scenario, fleet: await readFleet(fleet, file) }
  if (!isObject(fleet) || typeof fleet.from !== 'string') return scenario
  const { from, ...changes } = fleet
  return { ...scenario, fleet: { ...(await readFleet(from as string, file)), ...changes } }
}

/** Puts scenarios of other files, and their fleets, where a suite names their files. */
export async function withScenariosInPlace(suite: unknown, file: string): Promise<unknown> {
  if (!isObject(suite) || !Array.isArray(suite.scenarios)) return suite
  const scenarios = await Promise.all(
    suite.scenarios.map(async (entry: unknown) => {
      if (typeof entry !== 'string') return withPartsInPlace(entry, file)
      const path = resolve(dirname(file), entry)
      return withPartsInPlace(await readDocument(path), path)
    }),
  )
  return { ...suite, scenarios }
}

async function readFleet(path: string, from: string): Promise<Record<string, unknown>> {
  const file = resolve(dirname(from), path)
  const fleet = await readDocument(file)
  if (isObject(fleet)) return fleet
  throw new InvalidInputError(file, [
    {
      path: 'fleet',
      message: 'this file holds no fleet',
      remedy: 'write one with: seatrial import kubernetes PATH --out FILE',
    },
  ])
}
