import type { Example } from '../../model/report.ts'
import { type MinuteKind, minuteKind, stepLabel } from '../wording/step.ts'

/** Steps that follow each other without a gap and are the same kind of minute, drawn as one. */
export interface Run {
  readonly kind: MinuteKind
  readonly from: number
  readonly to: number
  /** What was done, in words, each once. */
  readonly words: readonly string[]
}

/** Words of a run that are named; a run of three hundred roll-outs needs no list. */
const MOST_WORDS = 4

/** Joins steps into runs, in order of time. Steps without extent are left out. */
export function runsOf(steps: Example['jobs'][number]['steps']): Run[] {
  const runs: { kind: MinuteKind; from: number; to: number; words: string[] }[] = []
  const lasting = steps.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from)
  for (const { step, from, to } of lasting) {
    const kind = minuteKind(step)
    const word = stepLabel(step)
    const last = runs.at(-1)
    if (last === undefined || last.kind !== kind || from > last.to) {
      runs.push({ kind, from, to, words: [word] })
      continue
    }
    last.to = Math.max(last.to, to)
    if (!last.words.includes(word) && last.words.length < MOST_WORDS) last.words.push(word)
  }
  return runs
}
