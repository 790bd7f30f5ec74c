import { expect, test } from 'vitest'
import { formatBaseline, parseBaseline } from '../../../src/experiment/gate/baseline.ts'
import { InvalidInputError } from '../../../src/model/errors.ts'

const baseline = {
  name: 'small',
  hash: 'sha256:1',
  seed: 3,
  spread: { runs: 2, stretches: 2 },
  provenance: { seatrial: '0.1.0', commit: null, dirty: null, writtenAt: '2030-01-01T00:00:00.000Z' },
  document: { name: 'small', deep: [1, { a: null }] },
  rows: {
    rows: 2,
    columns: { durationMs: [1, null] },
    words: ['x'],
    critical: [['build/work', 5] as [string, number]],
  },
}
const text = formatBaseline(baseline, { 'mean of deployment.duration (ms)': 1 })

const refusal = (of: string): string => {
  try {
    parseBaseline(of, 'b.json')
    return 'accepted'
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    return `${error.message} -> ${error.remedy}`
  }
}

test('a baseline is read as it was written, and written again as the same bytes', () => {
  expect(parseBaseline(text, 'b.json')).toEqual(baseline)
  expect(formatBaseline(baseline, { 'mean of deployment.duration (ms)': 1 })).toBe(text)
})

test('its provenance and figures are in plain sight', () => {
  expect(JSON.parse(text)).toMatchObject({ seed: 3, provenance: { seatrial: '0.1.0' }, scenario: { name: 'small' } })
  expect(text).toContain('"mean of deployment.duration (ms)": 1')
})

test.each([
  ['a file that was cut off', text.slice(0, -40), /cut off or damaged.* -> write it anew with --update, or take/],
  ['a report', '{"schemaVersion": 1}', /this is not a baseline -> name a file that/],
  [
    'another version',
    text.replace('"schemaVersion": 1', '"schemaVersion": 2').replace('0.1.0', '0.3.0'),
    /expected a baseline with schema version 1, got 2 \(written by seatrial 0.3.0\) -> check with the version/,
  ],
  ['a field that is missing', text.replace('"seed"', '"sead"'), /a field is damaged: seed -> /],
  ['data that were edited', text.replace(/"data": "H4sIAAA/, '"data": "H4sIBBB'), /do not match their digest/],
])('%s is refused with what to do', (_, damaged, expected) => {
  expect(refusal(damaged)).toMatch(expected)
})
