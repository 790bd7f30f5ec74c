import type { ConstantNote } from '../../model/constant-note.ts'
import { listParameters, type ParameterRow } from '../../model/parameter.ts'
import type { Assumption } from '../../model/report.ts'
import { type Scenario, scenarioSchema } from '../../model/scenario.ts'
import { canonicalJson } from '../scenario-hash.ts'
import type { Elasticities } from './build-report.ts'

/**
 * Every documented constant of the scenario with the value that it has there: those of the mechanisms, whose paths are
 * those of `--set`, then those that the scenario's author put into its data. What the author says of a constant of the
 * mechanisms stands in the place of what is said of its default.
 */
export function assumptionsOf(scenario: Scenario, elasticities: Elasticities): Assumption[] {
  const notes = new Map(scenario.assumptions.map((note) => [note.path, note]))
  const declared = listParameters(scenarioSchema).filter(({ path }) => valueAt(scenario, path) !== undefined)
  const paths = new Set(declared.map(({ path }) => path))
  const rows = [
    ...declared.map((row) => ofParameter(scenario, row, notes.get(row.path))),
    ...scenario.assumptions.filter(({ path }) => !paths.has(path)).map((note) => ofNote(scenario, note, false)),
  ]
  return rows.map((row) => ({ ...row, elasticity: elasticities[row.path] ?? null }))
}

type Row = Omit<Assumption, 'elasticity'>

function ofParameter(scenario: Scenario, { path, value: standard, note }: ParameterRow, said?: ConstantNote): Row {
  const value = valueAt(scenario, path)
  const overridden = canonicalJson(value) !== canonicalJson(standard)
  if (said !== undefined) return ofNote(scenario, said, overridden)
  const assumed = 'assumed' in note
  return {
    path,
    value,
    unit: note.unit,
    about: note.about,
    source: assumed ? null : note.source,
    assumed: assumed ? { low: note.assumed[0], high: note.assumed[1], why: note.why } : null,
    tuned: assumed && note.tuned === true,
    overridden,
  }
}

function ofNote(scenario: Scenario, note: ConstantNote, overridden: boolean): Row {
  const { path, about, unit, source = null, assumed, why = '', tuned } = note
  return {
    path,
    value: note.value ?? valueAt(scenario, path) ?? null,
    unit,
    about,
    source,
    assumed: assumed === undefined ? null : { low: assumed[0], high: assumed[1], why },
    tuned,
    overridden,
  }
}

function valueAt(document: unknown, path: string): unknown {
  let value = document
  for (const name of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[name]
  return value
}
