import type { z } from 'zod'
import type { Problem } from '../errors.ts'
import { problemsOfIssue } from './issue-problem.ts'
import { nearName } from './near-name.ts'
import { valueAt } from './schema-walk.ts'

type Issue = z.core.$ZodIssue

/** True for a required field that is absent only because its name was mistyped: one message is enough for both. */
function isMistyped(issue: Issue, all: readonly Issue[], root: unknown): boolean {
  const field = issue.path.at(-1)
  if (field === undefined || valueAt(root, issue.path) !== undefined) return false
  const parent = issue.path.slice(0, -1).join('.')
  return all.some(
    (other) =>
      other.code === 'unrecognized_keys' &&
      other.path.join('.') === parent &&
      other.keys.some((key) => nearName(key, [String(field)]) !== undefined),
  )
}

/**
 * All problems that zod found, in its order: one for each place. Of two at one place the last is kept, which is the
 * narrower check ("at least one runner" after "not negative").
 */
export function problemsOf(issues: readonly Issue[], schema: z.ZodType, root: unknown): Problem[] {
  const problems = issues
    .filter((issue) => !isMistyped(issue, issues, root))
    .flatMap((issue) => problemsOfIssue(issue, schema, root))
  return [...new Map(problems.map((problem) => [problem.path, problem])).values()]
}
