import type { Difference } from './differences.ts'

/** Differences that are looked at together: the same field of several members, or all of a part of the document. */
export interface DifferenceGroup {
  /** As `--set` takes it; `*` stands for several members. */
  readonly path: string
  readonly differences: readonly Difference[]
  /** Whether results can depend on it. */
  readonly influences: boolean
}

/** Fields of a scenario that a simulation does not read. */
const WITHOUT_INFLUENCE = ['name', 'description', 'targets', 'published', 'assumptions']

/** The differences in at most about `most` groups, in the order in which they stand in the document. */
export function groupDifferences(differences: readonly Difference[], most: number): DifferenceGroup[] {
  const idle = differences.filter(isIdle)
  const active = differences.filter((difference) => !isIdle(difference))
  const depth = Math.max(1, ...active.map(({ steps }) => steps.length))
  // Whole paths first; if those are too many, ever shorter beginnings of them.
  for (let length = depth; ; length--) {
    const groups = grouped(active, length, true)
    if (groups.length <= most || length === 1) return [...groups, ...grouped(idle, 1, false)]
  }
}

const isIdle = ({ steps }: Difference): boolean => WITHOUT_INFLUENCE.includes(steps[0] ?? '')

function grouped(differences: readonly Difference[], length: number, influences: boolean): DifferenceGroup[] {
  const groups = new Map<string, Difference[]>()
  for (const difference of differences) {
    const pattern = patternOf(difference, length)
    groups.set(pattern, [...(groups.get(pattern) ?? []), difference])
  }
  return [...groups].map(([pattern, members]) => {
    const [only] = members
    return {
      path: members.length === 1 && only !== undefined ? pathOf(only.steps) : pattern,
      differences: members,
      influences,
    }
  })
}

const patternOf = ({ steps, inList }: Difference, length: number): string =>
  pathOf(steps.slice(0, length).map((step, i) => (inList[i] ? '*' : step)))

/** Steps as `--set` takes them: a name with dots in it is in double quotes. */
export const pathOf = (steps: readonly string[]): string =>
  steps.map((step) => (step.includes('.') ? `"${step}"` : step)).join('.')
