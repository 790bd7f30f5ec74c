import { describe, expect, test } from 'vitest'
import type { ConstantNoteInput } from '../../src/model/constant-note.ts'
import { InvalidInputError, type Problem } from '../../src/model/errors.ts'
import { validateScenario } from '../../src/model/validate.ts'
import { smallScenario } from './small-scenario.ts'

const note = (changes: Partial<ConstantNoteInput> = {}): ConstantNoteInput => ({
  path: 'start-up of services',
  about: 'container start to first answer',
  unit: 'ms',
  value: 20_000,
  assumed: [5_000, 60_000],
  why: 'a test',
  scales: ['fleet.services.*.startup'],
  ...changes,
})

function problemsWith(...assumptions: unknown[]): readonly Problem[] {
  try {
    validateScenario({ ...smallScenario(), assumptions }, 'test.ts')
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems
    throw error
  }
  return []
}

test('a constant that went into the data of a scenario is accepted', () => {
  expect(problemsWith(note())).toEqual([])
})

describe('one wrong thing about a constant gives one problem, with its path', () => {
  test.each<[string, Partial<Problem>, unknown]>([
    ['neither source nor range', { path: 'assumptions.0.assumed' }, note({ assumed: undefined })],
    ['source and range', { path: 'assumptions.0.assumed' }, note({ source: 'a page' })],
    ['no reason', { path: 'assumptions.0.why' }, note({ why: undefined })],
    ['an empty range', { path: 'assumptions.0.assumed', message: 'expected low < high' }, note({ assumed: [2, 1] })],
    [
      'tuned with a source',
      { path: 'assumptions.0.tuned' },
      note({ assumed: undefined, source: 'a page', tuned: true }),
    ],
    ['an unknown unit', { path: 'assumptions.0.unit' }, { ...note(), unit: 'furlong' }],
    [
      'a place that is not there',
      { path: 'assumptions.0.scales.0', message: 'nothing in the scenario is at "fleet.services.*.start"' },
      note({ scales: ['fleet.services.*.start'] }),
    ],
    [
      'a place with a text',
      { path: 'assumptions.0.scales.0', message: 'expected numbers or distributions at "fleet.services.*.name"' },
      note({ scales: ['fleet.services.*.name'] }),
    ],
    [
      'a spread of distributions',
      { path: 'assumptions.0.spreads.0' },
      note({ scales: [], spreads: ['fleet.services.*.startup'] }),
    ],
  ])('%s', (_, problem, assumption) => {
    const problems = problemsWith(assumption)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject(problem)
  })

  test('twice the same', () => {
    expect(problemsWith(note(), note())).toMatchObject([
      { path: 'assumptions.1.path', message: expect.stringContaining('first at assumptions.0') },
    ])
  })
})
