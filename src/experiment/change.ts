import type { Distribution } from '../model/distribution.ts'
import { type Place, placesOf } from '../model/place.ts'
import type { Scenario } from '../model/scenario.ts'

/**
 * How a scenario differs from another one, as plain data that a worker thread can be given instead of the whole scenario.
 * `at` are patterns (see `placesOf`).
 */
export type Change =
  | { readonly kind: 'set'; readonly at: readonly string[]; readonly value: number | boolean }
  | {
      /** Numbers are multiplied (whole ones stay whole), distributions stretched. */
      readonly kind: 'scale'
      readonly at: readonly string[]
      readonly by: number
      /** Numbers do not get larger than this. */
      readonly most?: number
    }
  | {
      /** The logarithms of positive numbers move away from their mean, by this factor. */
      readonly kind: 'spread'
      readonly at: readonly string[]
      readonly by: number
    }

/** A copy of the scenario with the changes made. */
export function changedScenario(scenario: Scenario, changes: readonly Change[]): Scenario {
  const copy = structuredClone(scenario)
  for (const change of changes) {
    const places = change.at.flatMap((pattern) => placesOf(copy, pattern))
    const values = places.map(({ parent, key }) => parent[key])
    const next = nextValues(change, values)
    places.forEach(({ parent, key }: Place, i) => {
      parent[key] = next[i]
    })
  }
  return copy
}

function nextValues(change: Change, values: readonly unknown[]): unknown[] {
  switch (change.kind) {
    case 'set':
      return values.map(() => change.value)
    case 'scale': {
      const { by, most = Number.POSITIVE_INFINITY } = change
      const whole = values.every((value) => Number.isInteger(value))
      return values.map((value) =>
        typeof value === 'number'
          ? Math.min(most, whole ? Math.round(value * by) : value * by)
          : ({ kind: 'scaled', by, distribution: value as Distribution } satisfies Distribution),
      )
    }
    case 'spread': {
      const numbers = values as readonly number[]
      const middle = Math.exp(numbers.reduce((sum, value) => sum + Math.log(value), 0) / numbers.length)
      return numbers.map((value) => middle * (value / middle) ** change.by)
    }
  }
}
