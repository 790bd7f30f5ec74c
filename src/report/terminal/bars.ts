import type { StageMinutes } from '../stages.ts'
import type { MinuteKind } from '../wording/step.ts'
import type { Paint } from './text.ts'

/** Fill of each kind of minute; they differ without colour. */
export const FILL: Readonly<Record<MinuteKind, string>> = { machine: '█', people: '▓', waiting: '░' }

const COLOR = { machine: 'blue', people: 'yellow', waiting: 'gray' } as const

/**
 * A stage as a bar of its kinds of minutes; `full` (ms) fills `width` characters. Ends are rounded, not lengths, so that
 * the parts of a bar add up to it. A stage that takes time at all has at least one character.
 */
export function terminalBar({ parts, meanMs }: StageMinutes, full: number, width: number, paint: Paint): string {
  const scale = full > 0 ? width / full : 0
  const least = meanMs > 0 ? 1 : 0
  let end = 0
  let drawn = 0
  let bar = ''
  for (const [index, { kind, meanMs: size }] of parts.entries()) {
    end += size
    const to = Math.max(Math.round(end * scale), index === largest(parts) ? drawn + least : drawn)
    if (to > drawn) bar += paint(COLOR[kind], FILL[kind].repeat(Math.min(to, width) - drawn))
    drawn = to
  }
  return bar
}

function largest(parts: StageMinutes['parts']): number {
  let best = 0
  for (const [index, part] of parts.entries()) if (part.meanMs > (parts[best]?.meanMs ?? 0)) best = index
  return best
}

/** What the fills mean, in one line. */
export const fillLegend = (paint: Paint): string =>
  `${paint(COLOR.machine, FILL.machine)} machines  ${paint(COLOR.people, FILL.people)} people  ${paint(COLOR.waiting, FILL.waiting)} waiting`
