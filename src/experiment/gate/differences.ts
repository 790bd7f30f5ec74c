import { canonicalJson } from '../../analysis/index.ts'

/** One place in which two documents differ. */
export interface Difference {
  /** Field names, and names (or indices) of members of lists. */
  readonly steps: readonly string[]
  /** For each step whether it chooses a member of a list. */
  readonly inList: readonly boolean[]
  /** `members`: the list has other members, or another order; `value`: anything else. */
  readonly kind: 'value' | 'members'
  /** Undefined where the document has no such field. */
  readonly before: unknown
  readonly after: unknown
}

type Plain = Readonly<Record<string, unknown>>

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

const same = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b))

/** Distributions made of others: half of such a change (the factor, but not what it multiplies) means nothing. */
const COMPOUND = ['scaled', 'shifted', 'mixture', 'discrete', 'empirical']

const alike = (before: Plain, after: Plain): boolean =>
  before.kind === after.kind && !(typeof before.kind === 'string' && COMPOUND.includes(before.kind))

/** Names of the members of a list, if all have one and no two the same. */
export function memberNames(list: unknown): string[] | undefined {
  if (!Array.isArray(list)) return undefined
  const names = list.map((member) => (isPlain(member) && typeof member.name === 'string' ? member.name : undefined))
  if (names.some((name) => name === undefined) || new Set(names).size < names.length) return undefined
  return names as string[]
}

/**
 * The differences between two documents, as deep as they can be told apart: members of lists are matched by `name`, and an
 * object of another `kind` (another distribution, another sort of job), or a distribution made of others, is one value.
 */
export function differencesOf(before: unknown, after: unknown): Difference[] {
  return [...walk(before, after, [], [])]
}

function* walk(
  before: unknown,
  after: unknown,
  steps: readonly string[],
  inList: readonly boolean[],
): Generator<Difference> {
  if (same(before, after)) return
  if (isPlain(before) && isPlain(after) && alike(before, after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      yield* walk(before[key], after[key], [...steps, key], [...inList, false])
    return
  }
  const [old, now] = [memberNames(before), memberNames(after)]
  if (old === undefined || now === undefined) {
    yield { steps, inList, kind: 'value', before, after }
    return
  }
  if (!same(old, now)) yield { steps, inList, kind: 'members', before, after }
  for (const name of old.filter((member) => now.includes(member)))
    yield* walk(
      (before as unknown[])[old.indexOf(name)],
      (after as unknown[])[now.indexOf(name)],
      [...steps, name],
      [...inList, true],
    )
}

/** A copy of the document that differences were taken from, with these of them made. */
export function withDifferences(document: unknown, differences: readonly Difference[]): unknown {
  const copy = structuredClone(document)
  // Values first: a list that gets other members keeps what was changed inside those that stay.
  const ordered = [...differences].sort((a, b) => b.steps.length - a.steps.length)
  for (const difference of ordered) apply(copy, difference)
  return copy
}

function apply(document: unknown, { steps, inList, kind, before, after }: Difference): void {
  let parent: unknown
  let at = document
  let key: string | number = ''
  steps.forEach((step, i) => {
    parent = at
    key = inList[i] ? (memberNames(parent) as string[]).indexOf(step) : step
    at = (parent as Plain)[key]
  })
  const next = kind === 'members' ? newMembers(at as unknown[], before, after) : structuredClone(after)
  if (next === undefined) delete (parent as Record<string, unknown>)[key]
  else (parent as Record<string | number, unknown>)[key] = next
}

/** The members of `after`, those that were there before as they are now. */
function newMembers(current: readonly unknown[], before: unknown, after: unknown): unknown[] {
  const kept = new Map((memberNames(before) as string[]).map((name, i) => [name, current[i]]))
  return (memberNames(after) as string[]).map((name, i) => kept.get(name) ?? structuredClone((after as unknown[])[i]))
}
