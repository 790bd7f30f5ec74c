import { expect, test } from 'vitest'
import { readBaseline, scenarioOfBaseline } from '../../src/cli/baseline-file.ts'
import { parseBaseline } from '../../src/experiment/gate/baseline.ts'
import { makeBaseline } from '../../src/experiment/gate/make-baseline.ts'
import { InvalidInputError } from '../../src/model/errors.ts'
import { tested } from '../experiment/gate/tested.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const provenance = { seatrial: '0.1.0', commit: null, dirty: null, writtenAt: '2030-01-01T00:00:00.000Z' }
const made = await makeBaseline(tested(), provenance, { runs: 2, seed: 1, workers: 0 })
const text = made?.text ?? ''

const refusal = (file: string, name = 'tested'): string => {
  try {
    readBaseline(file, tested({ name }))
    return 'accepted'
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    return `${error.where}: ${error.message} -> ${error.remedy}`
  }
}

test('a baseline of this scenario is read', () => {
  using folder = temporaryFolder()
  expect(readBaseline(folder.write('b.json', text), tested()).spread).toEqual({ runs: 2, stretches: 2 })
})

test('a baseline that is not there, or of another scenario, is refused with what to do', () => {
  using folder = temporaryFolder()
  expect(refusal(folder.file('none.json'))).toMatch(/there is no such file -> write the first baseline with --update/)
  const file = folder.write('b.json', text)
  expect(refusal(file, 'renamed')).toMatch(
    /it is a baseline of "tested", not of "renamed" -> name the baseline of this/,
  )
})

test('the scenario inside is read with the defaults of this version, or says why it cannot be', () => {
  const baseline = parseBaseline(text, 'b.json')
  expect(scenarioOfBaseline(baseline).scenario).toEqual(tested())
  const outdated = { ...baseline, document: { ...tested(), weather: 'fair' } }
  expect(scenarioOfBaseline(outdated)).toEqual({
    scenario: undefined,
    unreadable: expect.stringContaining('there is no field "weather"'),
  })
})
