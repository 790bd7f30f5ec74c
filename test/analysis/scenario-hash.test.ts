import { describe, expect, it } from 'vitest'
import { canonicalJson, scenarioHash } from '../../src/analysis/index.ts'
import { scenario } from './scenarios.ts'

describe('scenarioHash', () => {
  it('is the same for scenarios that say the same, defaults written out or not', () => {
    expect(scenarioHash(scenario({ deployments: { perDay: 8, daysPerStretch: 5 } }))).toBe(scenarioHash(scenario()))
    expect(scenarioHash(scenario())).toMatch(/^sha256:[0-9a-f]{64}$/)
  })

  it('is another one for another scenario', () => {
    expect(scenarioHash(scenario({ deployments: { perDay: 7 } }))).not.toBe(scenarioHash(scenario()))
  })

  it('does not depend on the order of keys, and does on that of lists', () => {
    expect(canonicalJson({ b: [1, { d: 1, c: undefined }], a: null })).toBe('{"a":null,"b":[1,{"d":1}]}')
    expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]))
  })
})
