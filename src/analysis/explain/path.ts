import type { Recording } from '../../model/events.ts'
import type { LostTime, PathPart } from '../../model/explanation.ts'
import { criticalPath } from '../critical-path.ts'
import { timelineOf } from '../timeline.ts'

/** The critical path with what follows on itself put together: steps of one kind in one stage, one after the other. */
export function pathOf(recording: Recording): PathPart[] {
  const timeline = timelineOf(recording)
  const parts: PathPart[] = []
  for (const { stage, step, job, from, to } of criticalPath(timeline)) {
    const last = parts.at(-1)
    const part = { stage, step, job, fromMs: from - timeline.triggeredAt, ms: to - from }
    if (last?.stage === stage && last.step === step) {
      parts[parts.length - 1] = { ...last, ms: last.ms + part.ms, job: last.job === job ? job : null }
    } else parts.push(part)
  }
  return parts
}

/** Time by stage or by kind of step beside that of another path, what was lost most first. The losses sum to the difference. */
export function lostTimes(path: readonly PathPart[], median: readonly PathPart[], by: 'stage' | 'step'): LostTime[] {
  const sums = (parts: readonly PathPart[]): Map<string, number> => {
    const times = new Map<string, number>()
    for (const part of parts) times.set(part[by], (times.get(part[by]) ?? 0) + part.ms)
    return times
  }
  const [own, other] = [sums(path), sums(median)]
  return [...new Set([...own.keys(), ...other.keys()])]
    .map((name) => {
      const ms = own.get(name) ?? 0
      const medianMs = other.get(name) ?? 0
      return { name, ms, medianMs, lostMs: ms - medianMs }
    })
    .sort((a, b) => b.lostMs - a.lostMs || (a.name < b.name ? -1 : 1))
}
