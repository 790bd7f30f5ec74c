import { z } from 'zod'

/** A schema without the wrappers that only give it a default or make it optional. */
function unwrapped(schema: z.ZodType): z.ZodType {
  let inner = schema
  for (;;) {
    if (inner instanceof z.ZodLazy) inner = inner.def.getter() as z.ZodType
    else if (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault || inner instanceof z.ZodOptional)
      inner = inner.unwrap() as z.ZodType
    else return inner
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The branch of a discriminated union that `value` says it is, if any. */
function branchOf(union: z.ZodDiscriminatedUnion, value: unknown): z.ZodObject | undefined {
  const discriminator = union.def.discriminator
  if (!isObject(value)) return undefined
  for (const option of union.options) {
    const branch = unwrapped(option as z.ZodType)
    if (!(branch instanceof z.ZodObject)) continue
    const tag = branch.shape[discriminator]
    if (tag !== undefined && (tag as z.ZodType).safeParse(value[discriminator]).success) return branch
  }
  return undefined
}

/**
 * The schema that validates `value` at `path` below `schema`, following the value where it chooses a branch. Undefined
 * where the path leaves the schema.
 */
export function schemaAt(schema: z.ZodType, path: readonly PropertyKey[], value: unknown): z.ZodType | undefined {
  const here = unwrapped(schema)
  const object = here instanceof z.ZodDiscriminatedUnion ? branchOf(here, value) : here
  const [step, ...rest] = path
  if (step === undefined) return object ?? here
  const next = isObject(value) ? value[String(step)] : undefined
  if (object instanceof z.ZodObject) {
    const field = object.shape[String(step)]
    return field === undefined ? undefined : schemaAt(field as z.ZodType, rest, next)
  }
  if (object instanceof z.ZodArray) return schemaAt(object.element as z.ZodType, rest, next)
  if (object instanceof z.ZodRecord) return schemaAt(object.valueType as z.ZodType, rest, next)
  return undefined
}

/** The fields that an object at `path` may have; empty where no object is expected. */
export function fieldsAt(schema: z.ZodType, path: readonly PropertyKey[], value: unknown): string[] {
  const found = schemaAt(schema, path, value)
  return found instanceof z.ZodObject ? Object.keys(found.shape) : []
}

/** The value at `path`, or undefined. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, step) => (isObject(at) ? at[String(step)] : undefined), value)
}
