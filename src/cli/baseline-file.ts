import { existsSync, readFileSync } from 'node:fs'
import { type Baseline, parseBaseline } from '../experiment/gate/baseline.ts'
import { messageOf } from '../loading/input-error.ts'
import { InvalidInputError } from '../model/errors.ts'
import type { Scenario } from '../model/scenario.ts'
import { validateScenario } from '../model/validate.ts'

/** Reads the baseline of a scenario. Throws InvalidInputError, with what to do, when it cannot be used for that. */
export function readBaseline(file: string, scenario: Scenario): Baseline {
  const refuse = (message: string, remedy: string, cause?: unknown): InvalidInputError =>
    new InvalidInputError(`--baseline ${file}`, [{ path: '', message, remedy }], cause)
  if (!existsSync(file)) throw refuse('there is no such file', 'write the first baseline with --update')
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw refuse(`it cannot be read: ${messageOf(error)}`, 'check the path and its permissions', error)
  }
  const baseline = parseBaseline(text, file)
  if (baseline.name === scenario.name) return baseline
  throw refuse(
    `it is a baseline of "${baseline.name}", not of "${scenario.name}"`,
    'name the baseline of this scenario; to compare two scenarios use --against; after renaming it use --update',
  )
}

/** The scenario inside a baseline as this version reads it, or why it cannot be read any more. */
export function scenarioOfBaseline({
  document,
  name,
}: Baseline):
  | { readonly scenario: Scenario; readonly unreadable: null }
  | { readonly scenario: undefined; readonly unreadable: string } {
  try {
    return { scenario: validateScenario(document, `baseline of ${name}`).value, unreadable: null }
  } catch (error) {
    if (error instanceof InvalidInputError) return { scenario: undefined, unreadable: error.message }
    throw error
  }
}
