import { describe, expect, test } from 'vitest'
import { applySettings } from '../../src/loading/apply-settings.ts'
import { applySetting, parseSetting } from '../../src/loading/setting.ts'
import { parseDuration, parseSettingValue } from '../../src/loading/setting-value.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import { validateScenario } from '../../src/model/validate.ts'
import { smallScenario } from '../model/small-scenario.ts'

const withSettings = (...settings: string[]): Scenario =>
  applySettings(validateScenario(smallScenario(), 'test.ts'), settings.map(parseSetting), validateScenario).value

test.each([
  ['90s', 90_000],
  ['4min', 240_000],
  ['2h', 7_200_000],
  ['1.5min', 90_000],
  ['250ms', 250],
  ['1d', 86_400_000],
  ['4', undefined],
  ['4 min', undefined],
])('the time %j is %j ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

test.each([
  ['5', 5],
  ['-0.5', -0.5],
  ['1e3', 1_000],
  ['true', true],
  ['25%', '25%'],
  ['content-hash', 'content-hash'],
  ['"5"', '5'],
  ['["a", "b"]', ['a', 'b']],
  ['{"kind": "constant", "value": 3}', { kind: 'constant', value: 3 }],
  ['[unclosed', '[unclosed'],
])('the value %s is %j', (text, value) => {
  expect(parseSettingValue(text)).toEqual(value)
})

describe('a setting', () => {
  test('reaches a field that the file leaves at its default', () => {
    expect(withSettings('mechanisms.people.approval.median=2min').mechanisms.people.approval).toMatchObject({
      kind: 'lognormal',
      median: 120_000,
    })
  })

  test('names members of a list by name or by index', () => {
    expect(withSettings('fleet.services.ledger.replicas=7').fleet.services[1]?.replicas).toBe(7)
    expect(withSettings('fleet.services.0.replicas=7').fleet.services[0]?.replicas).toBe(7)
  })

  test('names a member with a dot in its name in quotes', () => {
    const document = { list: [{ name: 'a.b', size: 1 }] }
    expect(applySetting(document, parseSetting('list."a.b".size=2'))).toEqual({ list: [{ name: 'a.b', size: 2 }] })
  })

  test('of a kind drops the fields that only the old kind has, and takes the defaults of the new one', () => {
    const path = 'pipeline.stages.build.jobs.images.layerCache.kind'
    const cached = withSettings(`${path}=registry`).pipeline.stages[0]?.jobs[0]
    expect(cached).toMatchObject({ layerCache: { kind: 'registry', key: 'content-hash', mode: 'max' } })
    const uncached = withSettings(`${path}=registry`, `${path}=none`).pipeline.stages[0]?.jobs[0]
    expect((uncached as { layerCache: unknown }).layerCache).toEqual({ kind: 'none' })
  })

  test('leaves the document it was given as it was', () => {
    const document = { a: { b: 1 } }
    applySetting(document, parseSetting('a.b=2'))
    expect(document).toEqual({ a: { b: 1 } })
  })

  test('later settings win', () => {
    expect(withSettings('pipeline.runners=3', 'pipeline.runners=4').pipeline.runners).toBe(4)
  })

  test.each([
    ['pipeline.runers=3', 'pipeline.runers: there is no field "runers" here'],
    ['pipeline.runners=0', 'pipeline.runners: expected at least one runner, got 0'],
    ['pipeline.runners.max=3', 'pipeline.runners.max: "pipeline.runners" has no fields'],
    ['pipeline.stages.biuld.name=x', 'pipeline.stages.biuld.name: there is no member "biuld" in this list of 2'],
    ['pipeline.runners', '"pipeline.runners" is not path=value'],
    ['=3', '"=3" is not path=value'],
  ])('that is wrong, such as %s, is refused', (setting, message) => {
    expect(() => withSettings(setting)).toThrow(message)
  })
})
