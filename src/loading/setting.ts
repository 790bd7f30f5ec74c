import { InvalidInputError } from '../model/errors.ts'
import { suggestName } from '../model/validation/near-name.ts'
import { parseSettingValue } from './setting-value.ts'

/** One `--set path=value`. */
export interface Setting {
  readonly path: string
  readonly value: unknown
}

type Container = Record<string, unknown> | unknown[]

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null

/** Reads `path=value`. Throws InvalidInputError when it has no `=` or no path. */
export function parseSetting(text: string): Setting {
  const at = text.indexOf('=')
  if (at < 1) {
    const remedy = 'write --set path=value, for example --set pipeline.runners=5'
    throw new InvalidInputError('--set', [{ path: '', message: `"${text}" is not path=value`, remedy }])
  }
  return { path: text.slice(0, at).trim(), value: parseSettingValue(text.slice(at + 1).trim()) }
}

/**
 * A copy of `document` with a value replaced. Steps of the path are field names; members of a list are addressed by index
 * or by their `name`. Objects that are not there yet are made; whether their fields exist is for validation to say.
 */
export function applySetting(document: unknown, setting: Setting): unknown {
  const copy = structuredClone(document)
  const steps = splitPath(setting.path)
  let at: unknown = copy
  steps.forEach((step, i) => {
    if (!isContainer(at)) throw notAContainer(setting, steps.slice(0, i).join('.'))
    const key = Array.isArray(at) ? memberIndex(at, step, setting) : step
    const last = i === steps.length - 1
    const inside = (at as Record<string | number, unknown>)[key]
    if (last) (at as Record<string | number, unknown>)[key] = setting.value
    else if (inside === undefined) at = (at as Record<string | number, unknown>)[key] = {}
    else at = inside
  })
  return copy
}

/** Steps of a path; a name with dots in it is written in double quotes. */
const splitPath = (path: string): string[] =>
  [...path.matchAll(/"([^"]*)"|([^."]+)/g)].map((match) => match[1] ?? (match[2] as string))

function memberIndex(list: readonly unknown[], step: string, setting: Setting): number {
  const named = list.findIndex((member) => isContainer(member) && (member as { name?: unknown }).name === step)
  if (named >= 0) return named
  const index = /^\d+$/.test(step) ? Number(step) : Number.NaN
  if (index <= list.length) return index
  const names = list.flatMap((member) => (isContainer(member) && 'name' in member ? [String(member.name)] : []))
  throw new InvalidInputError(`--set ${setting.path}`, [
    {
      path: setting.path,
      message: `there is no member "${step}" in this list of ${list.length}`,
      remedy: suggestName(step, names, 'its members'),
    },
  ])
}

const notAContainer = (setting: Setting, at: string): InvalidInputError =>
  new InvalidInputError(`--set ${setting.path}`, [
    { path: setting.path, message: `"${at}" has no fields`, remedy: `set "${at}" itself` },
  ])
