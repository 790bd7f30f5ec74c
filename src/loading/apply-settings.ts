import { InvalidInputError } from '../model/errors.ts'
import type { Validated } from '../model/validate.ts'
import { applySetting, type Setting } from './setting.ts'

/**
 * Applies settings to a valid document, one after another, and validates after each. Because a validated document has all
 * its defaults, a setting can reach any field, such as the median of a default distribution.
 */
export function applySettings<T>(
  document: Validated<T>,
  settings: readonly Setting[],
  validate: (input: unknown, where: string) => Validated<T>,
): Validated<T> {
  return settings.reduce((valid, setting) => {
    const where = `--set ${setting.path}`
    const changed = applySetting(valid.value, setting)
    try {
      return validate(changed, where)
    } catch (error) {
      const cut = setting.path.endsWith('.kind') ? withoutForeignFields(changed, error) : undefined
      if (cut === undefined) throw error
      return validate(cut, where)
    }
  }, document)
}

/**
 * Another `kind` usually has other fields, so those of the old kind go. Undefined when the problem is not one of left-over
 * fields.
 */
function withoutForeignFields(document: unknown, error: unknown): unknown {
  if (!(error instanceof InvalidInputError)) return undefined
  const foreign = error.problems.filter((problem) => problem.message.startsWith('there is no field'))
  if (foreign.length === 0 || foreign.length < error.problems.length) return undefined
  const copy = structuredClone(document)
  for (const { path } of foreign) removeField(copy, path.split('.'))
  return copy
}

function removeField(document: unknown, steps: readonly string[]): void {
  const parent = steps.slice(0, -1).reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], document)
  delete (parent as Record<string, unknown>)[steps.at(-1) as string]
}
