import type { Change } from '../change.ts'
import { inOrder } from '../in-order.ts'
import type { StretchRunner } from '../stretch-runner.ts'
import type { StretchTask } from '../stretch-task.ts'
import { type Headline, headlineOf } from './headline.ts'
import type { Nudged } from './nudges.ts'
import type { UnchangedStretch } from './unchanged.ts'

/** The stretches with less and with more of a constant. */
export interface ChangedStretches {
  readonly less: readonly Headline[]
  readonly more: readonly Headline[]
  /** Every stretch gave the same bytes as without the change. */
  readonly same: boolean
}

/** Stretches that have to be simulated again for a constant: those that read it. */
export const stretchesToRepeat = (base: readonly UnchangedStretch[], { path }: Nudged): UnchangedStretch[] =>
  base.filter((stretch) => stretch.read.has(path))

/** Simulates both sides of a constant. Null when it was stopped. */
export async function simulateChanged(
  runner: StretchRunner,
  base: readonly UnchangedStretch[],
  constant: Nudged,
  signal: AbortSignal | undefined,
): Promise<ChangedStretches | null> {
  const repeated = stretchesToRepeat(base, constant)
  const less = new Map<number, Headline>()
  const more = new Map<number, Headline>()
  const task = (stretch: UnchangedStretch, changes: readonly Change[]): StretchTask => ({ ...stretch.task, changes })
  const jobs = [
    ...repeated.map((stretch) => ({ stretch, side: less, changes: constant.less })),
    ...repeated.map((stretch) => ({ stretch, side: more, changes: constant.more })),
  ].filter(({ changes }) => changes.length > 0)
  const tasks = jobs.map(({ stretch, changes }) => task(stretch, changes))
  let same = true
  let done = 0
  for await (const { result } of inOrder(runner, tasks, signal)) {
    const { stretch, side } = jobs[done++]!
    side.set(stretch.task.stretch, headlineOf(result.rows))
    same &&= JSON.stringify(result.rows) === stretch.bytes
  }
  if (done < jobs.length) return null
  const complete = (side: ReadonlyMap<number, Headline>): Headline[] =>
    base.map(({ task: { stretch }, headline }) => side.get(stretch) ?? headline)
  return { less: complete(less), more: complete(more), same }
}
