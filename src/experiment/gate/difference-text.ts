import { quantity } from '../../analysis/index.ts'
import { listParameters } from '../../model/parameter.ts'
import { scenarioSchema } from '../../model/scenario.ts'
import { type Difference, memberNames } from './differences.ts'

/** Beyond this many characters a value is cut. */
const LONGEST = 60

/** Both sides of a difference in words. */
export function sidesText(difference: Difference): { before: string; after: string } {
  const { kind, before, after } = difference
  if (kind === 'members') return membersText(memberNames(before) ?? [], memberNames(after) ?? [])
  const time = isTime(difference)
  return { before: valueText(before, time), after: valueText(after, time) }
}

function membersText(before: readonly string[], after: readonly string[]): { before: string; after: string } {
  const gone = before.filter((name) => !after.includes(name))
  const come = after.filter((name) => !before.includes(name))
  if (gone.length + come.length === 0) return { before: cut(before.join(', ')), after: cut(after.join(', ')) }
  const listed = (names: readonly string[]): string => (names.length === 0 ? '–' : cut(names.join(', ')))
  return { before: listed(gone), after: listed(come) }
}

function valueText(value: unknown, time: boolean): string {
  if (value === undefined) return '–'
  if (typeof value === 'number') return time ? quantity(value, 'ms') : String(value)
  if (typeof value === 'string') return cut(value)
  return cut(distributionText(value, time) ?? JSON.stringify(value))
}

/** A distribution as its kind and its figures; undefined for what is none. */
function distributionText(value: unknown, time: boolean): string | undefined {
  const { kind, ...figures } = Object(value) as Record<string, unknown>
  const entries = Object.entries(figures)
  if (typeof kind !== 'string' || !entries.every(([, figure]) => typeof figure === 'number')) return undefined
  const texts = entries.map(([name, figure]) => {
    const text = valueText(figure, time && !SHAPES.includes(name))
    return name === 'value' ? text : `${name} ${text}`
  })
  return `${kind} ${texts.join(', ')}`.trim()
}

const cut = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`)

/** Fields of a distribution that are no values of it. */
const SHAPES = ['sigma', 'shape', 'weight', 'weights', 'by', 'kind']

/** Whether a number at this place is milliseconds: the field says so, or the documented parameter around it. */
function isTime({ steps }: Difference): boolean {
  const last = steps.at(-1) ?? ''
  if (SHAPES.includes(last)) return false
  if (/Ms$/.test(last) || steps.includes('duration')) return true
  const path = steps.join('.')
  return timePaths().some((time) => path === time || path.startsWith(`${time}.`))
}

const timePaths = (): string[] =>
  listParameters(scenarioSchema)
    .filter(({ note }) => note.unit === 'ms')
    .map(({ path }) => path)
