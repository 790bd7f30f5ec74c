/** Readings of foreign documents: each is undefined where there is nothing of that kind. */

type Mapping = Readonly<Record<string, unknown>>

export const mapping = (value: unknown): Mapping | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Mapping) : undefined

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** A number, also one written as text (`'25'`, `25%`). */
export function number(value: unknown): number | undefined {
  const read = typeof value === 'string' ? Number(value.replace(/%$/, '').trim()) : value
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined
}

/** A value at a path of keys. */
export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => mapping(inner)?.[key], value)

const UNITS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1e3, m: 6e4, h: 3.6e6 }

/** A duration of Go (`1m30s`, `200ms`; pkg.go.dev/time#ParseDuration) in ms. */
export function goDuration(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(value)) return undefined
  let ms = 0
  for (const [, amount, unit] of value.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)) {
    ms += Number(amount) * UNITS[unit!]!
  }
  return Math.round(ms)
}

/** Seconds, as a number or as text, in ms. */
export function seconds(value: unknown): number | undefined {
  const read = number(value)
  return read === undefined ? undefined : Math.round(read * 1_000)
}

/** Labels by which workloads are commonly named, the most telling first (kubernetes.io, "Recommended Labels"). */
const NAMING = [
  'app.kubernetes.io/name',
  'app',
  'k8s-app',
  'name',
  'service',
  'run',
  'app.kubernetes.io/component',
  'component',
]

/** The service that labels mean; undefined when none of them names one. */
export function serviceOfLabels(labels: unknown): string | undefined {
  const all = mapping(labels)
  return NAMING.map((label) => text(all?.[label])).find((name) => name !== undefined)
}

/** Labels that a selector in text asks for by equality: `app=payment,tier=backend`. */
export function labelsOfSelector(selector: unknown): Readonly<Record<string, string>> {
  const pairs = (text(selector) ?? '').split(',').map((pair) => pair.split(/==?/).map((part) => part.trim()))
  return Object.fromEntries(pairs.filter((pair) => pair.length === 2))
}

/** The service that a label selector in text means. */
export const serviceOfSelector = (selector: unknown): string | undefined => serviceOfLabels(labelsOfSelector(selector))
