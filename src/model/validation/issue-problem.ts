import type { z } from 'zod'
import type { Problem } from '../errors.ts'
import { nearName, suggestName } from './near-name.ts'
import { fieldsAt, valueAt } from './schema-walk.ts'

type Issue = z.core.$ZodIssue

/** A path as messages and `--set` write it. */
export const formatPath = (path: readonly PropertyKey[]): string => path.map(String).join('.')

/** A value as a message shows it: short, on one line. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'function') return 'a function'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

/** `service "payment"`: the nearest named thing around a path, because an index alone is hard to find in a file. */
function whose(root: unknown, path: readonly PropertyKey[]): string {
  for (let length = path.length - 1; length >= 2; length--) {
    const name = (valueAt(root, path.slice(0, length)) as { name?: unknown } | undefined)?.name
    if (typeof name === 'string') return ` (in "${name}")`
  }
  return ''
}

const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`)

function expectation(issue: Issue): string {
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input'))
    return `expected ${article(issue.expected === 'array' ? 'list' : issue.expected)}`
  if (issue.code === 'invalid_value') return `expected ${issue.values.map((v) => JSON.stringify(v)).join(' or ')}`
  if (issue.code === 'too_small' && issue.message.startsWith('Too small'))
    return `expected ${issue.origin === 'string' || issue.origin === 'array' ? 'a length' : 'a number'} ${issue.inclusive === false ? '>' : '>='} ${issue.minimum}`
  if (issue.code === 'too_big' && issue.message.startsWith('Too big'))
    return `expected ${issue.origin === 'string' || issue.origin === 'array' ? 'a length' : 'a number'} ${issue.inclusive === false ? '<' : '<='} ${issue.maximum}`
  if (issue.code === 'invalid_union') {
    const options = (issue as { options?: readonly unknown[] }).options
    if (options !== undefined) return `expected ${options.map((o) => JSON.stringify(o)).join(' or ')}`
    const branches = issue.errors.flatMap((errors) => errors.slice(0, 1).map((inner) => expectation(inner)))
    return [...new Set(branches)].join(', or ')
  }
  return issue.message
}

function remedyOf(issue: Issue, got: unknown): string {
  const choice =
    issue.code === 'invalid_value'
      ? issue.values
      : issue.code === 'invalid_union'
        ? (issue as { options?: readonly unknown[] }).options
        : undefined
  if (choice !== undefined && typeof got === 'string') {
    const near = nearName(got, choice.map(String))
    if (near !== undefined) return `did you mean "${near}"?`
  }
  if (choice !== undefined) return `use one of: ${choice.map(String).join(', ')}`
  if (got === undefined) return 'add the field'
  if (/duration/.test(issue.message))
    return 'write it with seconds(…) or minutes(…), or as whole milliseconds from 0 up'
  if (/from 0 to 1/.test(issue.message)) return 'write a share such as 0.05 for 5 %'
  if (issue.code === 'custom' || /;/.test(issue.message)) return 'correct one of the values named'
  return 'correct the value'
}

function unknownFields(issue: Issue & { code: 'unrecognized_keys' }, schema: z.ZodType, root: unknown): Problem[] {
  const fields = fieldsAt(schema, issue.path, root)
  return issue.keys.map((key) => ({
    path: formatPath([...issue.path, key]),
    message: `there is no field "${key}" here${whose(root, [...issue.path, key])}`,
    remedy: suggestName(key, fields, 'fields here'),
  }))
}

/** Problems for one issue that zod found in `root`. */
export function problemsOfIssue(issue: Issue, schema: z.ZodType, root: unknown): Problem[] {
  if (issue.code === 'unrecognized_keys') return unknownFields(issue, schema, root)
  const got = valueAt(root, issue.path)
  const emptied = Array.isArray(got) && got.length === 0
  const message = expectation(issue)
  const comparison = issue.code === 'custom' || emptied ? '' : `, got ${show(got)}`
  const [said, instead] = message.split('; ', 2)
  return [
    {
      path: formatPath(issue.path),
      message: `${said}${comparison}${whose(root, issue.path)}`,
      remedy: instead ?? remedyOf(issue, got),
    },
  ]
}
