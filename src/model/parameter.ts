import { z } from 'zod'

/**
 * What a number in the documented default set is measured in. `ms` also covers durations written as distributions; `number`
 * is for exponents and standard deviations of logarithms.
 */
export const UNITS = [
  'ms',
  'ratio',
  'count',
  'number',
  'MiB',
  'MiB/s',
  'per day',
  'per hour',
  'per second',
  'USD',
  'switch',
] as const
export type Unit = (typeof UNITS)[number]

/** Where a default comes from: a document anybody can look up, or an assumption with its plausible range. */
export type ParameterNote = {
  readonly unit: Unit
  readonly about: string
} & (
  | { readonly source: string }
  | {
      /** Plausible low and high of the value (of the median, for a distribution); elasticities are taken inside it. */
      readonly assumed: readonly [low: number, high: number]
      readonly why: string
      /** True when the value was chosen while looking at a published result. The report counts these. */
      readonly tuned?: true
    }
)

/** All notes by schema; filled where a parameter is declared and only read afterwards. */
export const parameterNotes = z.registry<ParameterNote>()

/** Declares one constant of a mechanism: its validation, its default, and where the default comes from. */
export function parameter<T extends z.ZodType>(schema: T, value: z.output<T>, note: ParameterNote): z.ZodDefault<T> {
  const declared = schema.default(value as never)
  parameterNotes.add(declared, note)
  return declared
}

/** One row of the table of parameters. `path` is what `--set` takes. */
export interface ParameterRow {
  readonly path: string
  readonly value: unknown
  readonly note: ParameterNote
}

/** Every parameter declared below `schema`, depth first, with its default. */
export function listParameters(schema: z.ZodType, path = ''): ParameterRow[] {
  const note = parameterNotes.get(schema as never)
  if (note !== undefined) return [{ path, value: (schema as z.ZodDefault).def.defaultValue, note }]
  const inner = unwrap(schema)
  if (!(inner instanceof z.ZodObject)) return []
  return Object.entries(inner.shape).flatMap(([name, child]) =>
    listParameters(child as z.ZodType, path === '' ? name : `${path}.${name}`),
  )
}

function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodOptional || inner instanceof z.ZodPrefault) {
    inner = inner.unwrap() as z.ZodType
  }
  return inner
}
