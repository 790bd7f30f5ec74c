import { assumptionsOf } from '../../analysis/index.ts'
import type { Distribution } from '../../model/distribution.ts'
import { placesOf } from '../../model/place.ts'
import type { Scenario } from '../../model/scenario.ts'
import { quantile } from '../../random/index.ts'
import type { Change } from '../change.ts'

/** An assumed constant with a little less and a little more of it. No changes on a side: that side is the scenario itself. */
export interface Nudged {
  readonly path: string
  /** Every field that the constant went into. */
  readonly places: readonly string[]
  readonly less: readonly Change[]
  readonly more: readonly Change[]
  /** Logarithm of more over less; null for a switch, which is off in `less` and on in `more`. */
  readonly logStep: number | null
}

/**
 * The assumed constants of a scenario, each divided and multiplied by `factor`, but not out of its plausible range; one at
 * the edge of it moves to one side only. Distributions are stretched as a whole and judged by their medians. A whole
 * number moves to the nearest whole numbers, at least by one. A share does not exceed 1. A switch is switched over.
 * Constants of 0, and those that stand nowhere in the scenario, are left out.
 */
export function nudgedConstants(scenario: Scenario, factor: number): Nudged[] {
  const notes = new Map(scenario.assumptions.map((note) => [note.path, note]))
  return assumptionsOf(scenario, {}).flatMap(({ path, value, unit, assumed }): Nudged[] => {
    if (assumed === null) return []
    const { scales, spreads } = notes.get(path) ?? { scales: [path], spreads: [] }
    const constant = { path, scales, spreads, unit, range: assumed, factor }
    const nudges = typeof value === 'boolean' ? switched(constant, value) : scaled(scenario, constant, middleOf(value))
    return nudges === undefined ? [] : [{ path, places: [...scales, ...spreads], ...nudges }]
  })
}

interface Constant {
  readonly scales: readonly string[]
  readonly spreads: readonly string[]
  readonly unit: string
  readonly range: { readonly low: number; readonly high: number }
  readonly factor: number
}

type Nudges = Pick<Nudged, 'less' | 'more' | 'logStep'>

const middleOf = (value: unknown): number => (typeof value === 'number' ? value : quantile(value as Distribution, 0.5))

function switched({ scales }: Constant, on: boolean): Nudges {
  const over: Change[] = [{ kind: 'set', at: scales, value: !on }]
  return on ? { less: over, more: [], logStep: null } : { less: [], more: over, logStep: null }
}

function scaled(scenario: Scenario, constant: Constant, middle: number): Nudges | undefined {
  const { scales, spreads, unit } = constant
  const places = scales.flatMap((pattern) => placesOf(scenario, pattern))
  if (middle <= 0 || places.length + spreads.length === 0) return undefined
  const only = places.length === 1 ? places[0]?.parent[places[0].key] : undefined
  const [less, more] = Number.isInteger(only) ? wholeSteps(only as number, constant) : factors(middle, constant)
  if (less === 1 && more === 1) return undefined
  const most = unit === 'ratio' && middle <= 1 ? { most: 1 } : {}
  const by = (factor: number): Change[] =>
    factor === 1
      ? []
      : [
          ...(scales.length === 0 ? [] : [{ kind: 'scale' as const, at: scales, by: factor, ...most }]),
          ...(spreads.length === 0 ? [] : [{ kind: 'spread' as const, at: spreads, by: factor }]),
        ]
  return { less: by(less), more: by(more), logStep: Math.log(more / less) }
}

/** Factors of a constant that can be had in any amount. */
function factors(middle: number, { range, factor, unit }: Constant): [less: number, more: number] {
  const high = unit === 'ratio' && middle <= 1 ? Math.min(1, range.high) : range.high
  return [Math.min(1, Math.max(1 / factor, range.low / middle)), Math.max(1, Math.min(factor, high / middle))]
}

/** Factors that lead from a whole number to whole numbers above 0. */
function wholeSteps(value: number, { range, factor }: Constant): [less: number, more: number] {
  const more = Math.min(Math.floor(range.high), Math.max(value + 1, Math.round(value * factor)))
  const less = Math.max(Math.ceil(range.low), 1, Math.min(value - 1, Math.round(value / factor)))
  return [Math.min(value, less) / value, Math.max(value, more) / value]
}
