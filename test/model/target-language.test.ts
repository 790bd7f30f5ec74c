import fc from 'fast-check'
import { expect, test } from 'vitest'
import { targetText } from '../../src/analysis/index.ts'
import { mean, minutes, p95, rate } from '../../src/index.ts'
import { InvalidInputError } from '../../src/model/errors.ts'
import { targetSchema } from '../../src/model/target.ts'
import { parseTarget, target } from '../../src/model/target-language.ts'

test.each([
  [
    'p95 of deployment.duration <= 24 min at 95 %',
    p95('deployment.duration').atMost(minutes(24), { confidence: 0.95 }),
  ],
  ['P95 of deployment.duration<24min', p95('deployment.duration').atMost(minutes(24))],
  ['change.failure.rate <= 0.3 % at 99%', rate('change.failure.rate').atMost(0.003, { confidence: 0.99 })],
  ['rate of change.failure.rate at most 0.3%', rate('change.failure.rate').atMost(0.003)],
  ['mean of cache.hit.ratio >= 70 % with 90 % confidence', mean('cache.hit.ratio').atLeast(0.7, { confidence: 0.9 })],
  ['mean of engineer.hours <= 0.5 h', mean('engineer.hours').atMost(0.5)],
  ['mean of manual.steps <= 2', mean('manual.steps').atMost(2)],
  ['mean of stage.deploy-production.duration ≤ 1.5 h', mean('stage.deploy-production.duration').atMost(minutes(90))],
  [
    'mean of deployment.duration = 210 min ± 5 %',
    mean('deployment.duration').reproduces(minutes(210), { within: 0.05 }),
  ],
  ['change.failure.rate = 15 % +/- 1.5 points', rate('change.failure.rate').reproduces(0.15, { plusMinus: 0.015 })],
  ['mean of recovery.duration = 8 min ± 30 s', mean('recovery.duration').reproduces(minutes(8), { plusMinus: 30_000 })],
])('%s means what the phrase means', (text, phrase) => {
  expect(target(text)).toEqual(phrase)
})

test('a target may hold on one environment only', () => {
  expect(target('mean of deployment.duration <= 5 min at 95 % on kind')).toMatchObject({ environment: 'kind' })
  expect(target('change.failure.rate <= 1 % on sim')).toMatchObject({ environment: 'sim', value: 0.01 })
})

test('the sentence that a report prints is read back as the target that it is about', () => {
  const confidence = fc.constantFrom(0.9, 0.95, 0.99, 0.999)
  const environment = fc.constantFrom(undefined, 'sim' as const, 'kind' as const)
  const of = (metric: string, statistic: string, unit: 'ms' | 'ratio', value: fc.Arbitrary<number>) =>
    fc.record({
      metric: fc.constant(metric),
      statistic: fc.constant(statistic),
      unit: fc.constant(unit),
      value,
      confidence,
      environment,
      form: fc.constantFrom('at-most', 'at-least', 'relative', 'absolute'),
    })
  const whole = fc.integer({ min: 1, max: 900 })
  const figures = fc.oneof(
    of(
      'deployment.duration',
      'p95',
      'ms',
      whole.map((n) => n * 60_000),
    ),
    of(
      'recovery.detect',
      'mean',
      'ms',
      fc.integer({ min: 1, max: 59 }).map((n) => n * 1_000),
    ),
    of(
      'change.failure.rate',
      'rate',
      'ratio',
      whole.map((n) => n / 1_000),
    ),
  )
  fc.assert(
    fc.property(figures, ({ form, unit, ...figure }) => {
      const { confidence: sure, environment: place, ...base } = figure
      const where = place === undefined ? {} : { environment: place }
      const input =
        form === 'at-most' || form === 'at-least'
          ? { kind: 'claim', comparison: form, confidence: sure, ...base, ...where }
          : {
              kind: 'reproduction',
              ...base,
              ...where,
              tolerance: form === 'relative' ? 0.05 : unit === 'ms' ? 60_000 : 0.015,
              absolute: form === 'absolute',
            }
      const parsed = targetSchema.parse(input)
      expect(targetSchema.parse(parseTarget(targetText(parsed, unit)))).toEqual(parsed)
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['deployment.duration <= 24 min', /there is no statistic -> begin with one of mean of, p50 of/],
  ['p75 of deployment.duration <= 24 min', /no statistic "p75"/],
  ['p95 of change.failure.rate <= 1 %', /a rate has no "p95" -> leave it out/],
  ['p95 of deployment.duration 24 min', /<=, >= or = is missing after "deployment.duration"/],
  ['p95 of deployment.duration <= 24', /"24" is no amount of deployment.duration -> write it in ms, s, min or h/],
  ['p95 of deployment.duration <= 24 %', /"24 %" is no amount/],
  ['change.failure.rate <= 0.003', /"0.003" is no amount of change.failure.rate -> write it in %/],
  ['mean of deployment.duration = 18 min', /needs its tolerance/],
  ['mean of deployment.duration <= 18 min on mars', /"on mars" was not understood/],
  ['', /it begins with no figure -> write, for example, p95 of/],
])('"%s" is refused with what to write', (text, expected) => {
  try {
    parseTarget(text)
    expect.unreachable()
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    expect(`${error.message} -> ${error.remedy}`).toMatch(expected)
  }
})
