import { expect, test } from 'vitest'
import { compareSamples } from '../../../src/experiment/compare/compare-samples.ts'

const sample = (file: string, values: readonly number[]) => ({ file, column: 'value', values })
const a = sample('a.csv', [10, 11, 12, 13, 14, 15, 16, 17])
const options = { paired: false, confidence: 0.95 }

test('a sample that lies above the other is larger, by about what it was moved', () => {
  const found = compareSamples(
    a,
    sample(
      'b.csv',
      a.values.map((x) => x + 6),
    ),
    options,
  )
  expect(found).toMatchObject({ verdict: 'larger', difference: { value: 6 }, shift: { value: 6 } })
  expect(found.superiority).toBeGreaterThan(0.9)
  expect(found.test).toMatchObject({ name: 'Mann–Whitney', exact: true })
})

test('the same sample twice decides nothing', () => {
  expect(compareSamples(a, a, options)).toMatchObject({
    verdict: 'undecided',
    superiority: 0.5,
    difference: { value: 0 },
  })
})

test('an outlier moves the mean and not the verdict', () => {
  const found = compareSamples(a, sample('b.csv', [...a.values.slice(1), 10_000]), options)
  expect(found.difference.value).toBeGreaterThan(1_000)
  expect(found.verdict).toBe('undecided')
})

test('pairing finds a difference that is small against the spread', () => {
  const wide = sample('a.csv', [10, 50, 90, 20, 70, 30, 60, 40])
  const moved = sample(
    'b.csv',
    wide.values.map((x, i) => x - 1 - i / 100),
  )
  expect(compareSamples(wide, moved, options).verdict).toBe('undecided')
  const paired = compareSamples(wide, moved, { ...options, paired: true })
  expect(paired).toMatchObject({ verdict: 'smaller', paired: true, test: { name: 'signed rank' } })
  expect(paired.shift.value).toBeCloseTo(-1.035, 2)
})
