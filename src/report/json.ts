import { z } from 'zod'
import { type Report, reportSchema, type SuiteReport, suiteReportSchema } from '../model/report.ts'

type Plain = Record<string, unknown>

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Removes the wrappers that do not change which keys an object has. */
function bare(schema: unknown): unknown {
  let inner = schema
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable || inner instanceof z.ZodDefault)
    inner = inner.unwrap()
  return inner
}

function ordered(value: unknown, schema: unknown, path: string): unknown {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError(`${path}: expected a finite number or null, got ${value}; a report has no such figures`)
  const kind = bare(schema)
  if (Array.isArray(value)) {
    const element = kind instanceof z.ZodArray ? kind.element : undefined
    return value.map((item, index) => ordered(item, element, `${path}[${index}]`))
  }
  if (!isPlain(value)) return value
  const shape: Plain = kind instanceof z.ZodObject ? kind.shape : {}
  const known =
    kind instanceof z.ZodRecord && kind.keyType instanceof z.ZodEnum ? kind.keyType.options : Object.keys(shape)
  const keys = [...new Set([...known.map(String), ...Object.keys(value).sort()])].filter(
    (key) => value[key] !== undefined,
  )
  const child = (key: string): unknown => (kind instanceof z.ZodRecord ? kind.valueType : shape[key])
  return Object.fromEntries(
    keys.map((key) => [key, ordered(value[key], child(key), path === '' ? key : `${path}.${key}`)]),
  )
}

/**
 * JSON with the keys in the order of the schema, keys of records in alphabetical order, and a line feed at the end: the
 * same report is the same bytes, however it was put together. Throws a RangeError with the path when a figure is not
 * finite, which JSON would silently turn into null.
 */
export const stableJson = (value: unknown, schema: z.ZodType): string =>
  `${JSON.stringify(ordered(value, schema, ''), null, 2)}\n`

/** report.json */
export const reportJson = (report: Report): string => stableJson(report, reportSchema)

/** suite.json */
export const suiteJson = (suite: SuiteReport): string => stableJson(suite, suiteReportSchema)
