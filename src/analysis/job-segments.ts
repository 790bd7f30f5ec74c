import type { StepKind } from '../model/events.ts'
import type { Millis } from '../model/units.ts'
import type { StepSpan } from './timeline.ts'

/** What a stretch of time went into. */
export interface Segment {
  readonly step: StepKind
  readonly from: Millis
  readonly to: Millis
}

/**
 * Splits [from, to] of a job by its steps, last part first; what no step covers is `rest`. Steps may overlap (regions
 * side by side): going backward, a part ends where the one before it ended, so it is that step which held up the rest.
 * Among steps that end together the one that began last counts, being the more specific.
 *
 * @param steps in the order of their ends, as recordings hold them
 */
export function segmentsBackward(
  steps: readonly StepSpan[],
  from: Millis,
  to: Millis,
  rest: StepKind = 'task',
): Segment[] {
  const segments: Segment[] = []
  const earliestFrom = suffixMinima(steps)
  let last = steps.length - 1
  let at = to
  while (at > from) {
    while (last >= 0 && steps[last]!.to > at) last--
    const step = endingAt(steps, last, at) ?? spanning(steps, last + 1, at, earliestFrom)
    const begin = Math.max(from, step === undefined ? lastEndBefore(steps, last, at) : step.from)
    segments.push({ step: step?.step ?? rest, from: begin, to: at })
    at = begin
  }
  return segments
}

/** The last end of a step before `at`; none is before everything. */
function lastEndBefore(steps: readonly StepSpan[], last: number, at: Millis): Millis {
  let i = last
  while (i >= 0 && steps[i]!.to === at) i--
  return i < 0 ? Number.NEGATIVE_INFINITY : steps[i]!.to
}

/** The step that ends exactly at `at` and began last; steps of no length do not count. */
function endingAt(steps: readonly StepSpan[], last: number, at: Millis): StepSpan | undefined {
  let best: StepSpan | undefined
  for (let i = last; i >= 0 && steps[i]!.to === at; i--) {
    const step = steps[i]!
    if (step.from < at && (best === undefined || step.from > best.from)) best = step
  }
  return best
}

/** The step under way at `at` that began last, among those that end later. */
function spanning(
  steps: readonly StepSpan[],
  first: number,
  at: Millis,
  earliestFrom: Float64Array,
): StepSpan | undefined {
  let best: StepSpan | undefined
  for (let i = first; i < steps.length && earliestFrom[i]! < at; i++) {
    const step = steps[i]!
    if (step.from < at && (best === undefined || step.from > best.from)) best = step
  }
  return best
}

/** For each position the earliest start of the steps from there on: tells without a search that none is under way. */
function suffixMinima(steps: readonly StepSpan[]): Float64Array {
  const minima = new Float64Array(steps.length)
  let minimum = Number.POSITIVE_INFINITY
  for (let i = steps.length - 1; i >= 0; i--) minima[i] = minimum = Math.min(minimum, steps[i]!.from)
  return minima
}
