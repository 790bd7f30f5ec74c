import type { Problem } from '../errors.ts'
import { type Place, placesOf } from '../place.ts'
import type { Scenario } from '../scenario.ts'

const REMEDY = 'correct the path; "*" stands for every member of a list or every field of an object'

/** Constants are listed once, and the places that their patterns name are there and can be scaled. */
export function checkAssumptions(scenario: Scenario): Problem[] {
  const seen = new Map<string, number>()
  return scenario.assumptions.flatMap(({ path, scales, spreads }, i): Problem[] => {
    const at = `assumptions.${i}`
    const first = seen.get(path)
    seen.set(path, first ?? i)
    const twice = `the constant "${path}" is there twice (first at assumptions.${first})`
    return [
      ...(first === undefined ? [] : [{ path: `${at}.path`, message: twice, remedy: 'remove one of them' }]),
      ...patternProblems(scenario, `${at}.scales`, scales, isScalable, 'numbers or distributions'),
      ...patternProblems(scenario, `${at}.spreads`, spreads, isPositive, 'numbers above 0'),
    ]
  })
}

function patternProblems(
  scenario: Scenario,
  at: string,
  patterns: readonly string[],
  fits: (value: unknown) => boolean,
  expected: string,
): Problem[] {
  return patterns.flatMap((pattern, i): Problem[] => {
    const path = `${at}.${i}`
    const places = placesOf(scenario, pattern)
    if (places.length === 0) return [{ path, message: `nothing in the scenario is at "${pattern}"`, remedy: REMEDY }]
    if (places.every((place) => fits(valueIn(place)))) return []
    return [{ path, message: `expected ${expected} at "${pattern}"`, remedy: REMEDY }]
  })
}

const valueIn = ({ parent, key }: Place): unknown => parent[key]

const isPositive = (value: unknown): boolean => typeof value === 'number' && value > 0

const isScalable = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'object' && value !== null && 'kind' in value)
