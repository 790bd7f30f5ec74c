import type { CheckedChange, CheckReport } from '../../model/check.ts'
import type { Scenario } from '../../model/scenario.ts'
import { alone } from './alone.ts'
import { type DifferenceGroup, groupDifferences } from './difference-groups.ts'
import { sidesText } from './difference-text.ts'
import { differencesOf } from './differences.ts'
import { type Side, type SideOptions, simulateSides } from './side.ts'
import { jointWorth, type Worth, type WorthQuestion, worthOf } from './worth.ts'

/** Differences that are run one at a time at most; more are grouped. */
export const MOST_GROUPS = 12

/** The part of a check that says what differs and what each difference is worth. */
export type Explanation = Pick<CheckReport, 'changes' | 'together'>

/** What differs between two scenarios, without running anything. */
export function listChanges(before: Scenario, after: Scenario): Explanation {
  const changes = groupsOf(before, after).map((group) => changeOf(group, group.influences ? 'not-run' : 'none', []))
  return { changes, together: null }
}

/**
 * What differs between two scenarios, and what each difference is worth: `before` with it alone, against `before`. Both
 * sides must come from this version of seatrial. Stopped early, the differences that were not run are listed without worth.
 */
export async function explainChanges(
  before: { readonly scenario: Scenario; readonly side: Side },
  after: { readonly scenario: Scenario; readonly side: Side },
  options: SideOptions,
  question: WorthQuestion,
): Promise<Explanation> {
  const groups = groupsOf(before.scenario, after.scenario)
  const influencing = groups.filter(({ influences }) => influences)
  const variants = new Map(influencing.map((group) => [group, alone(before.scenario, group)]))
  const runs = [...variants].flatMap(([group, scenario]) => (scenario === undefined ? [] : [{ group, scenario }]))
  // A single difference is the whole difference, which has been run already.
  const sides =
    influencing.length === 1 && runs.length === 1
      ? [after.side]
      : await simulateSides(
          runs.map(({ group, scenario }) => ({ scenario, what: group.path })),
          options,
        )
  const done = new Map(runs.map(({ group }, i) => [group, options.signal?.aborted ? undefined : sides[i]]))
  const changes = groups.map((group) => {
    const side = done.get(group)
    if (side !== undefined) return changeOf(group, 'worth', worthOf(before.side.rows, side.rows, question))
    return changeOf(group, kindWithoutRun(group, variants), [])
  })
  const single = influencing.flatMap((group) => done.get(group)?.rows ?? [])
  const complete = single.length === influencing.length
  return {
    changes,
    together: complete ? jointWorth(before.side.rows, after.side.rows, single, question.seed) : null,
  }
}

const groupsOf = (before: Scenario, after: Scenario): DifferenceGroup[] =>
  groupDifferences(differencesOf(before, after), MOST_GROUPS)

function kindWithoutRun(
  group: DifferenceGroup,
  variants: ReadonlyMap<DifferenceGroup, Scenario | undefined>,
): CheckedChange['kind'] {
  if (!group.influences) return 'none'
  return variants.get(group) === undefined ? 'not-alone' : 'not-run'
}

function changeOf(group: DifferenceGroup, kind: CheckedChange['kind'], worth: Worth): CheckedChange {
  const [first] = group.differences
  const sides = first === undefined ? { before: '', after: '' } : sidesText(first)
  return { path: group.path, places: group.differences.length, ...sides, kind, worth }
}
