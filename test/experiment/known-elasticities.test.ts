import { expect, test } from 'vitest'
import { scenarioHash } from '../../src/analysis/index.ts'
import { runScenario } from '../../src/experiment/run-scenario.ts'
import { smallPrepared } from './prepared.ts'

const scenario = smallPrepared()
const figures = { 'deployment.duration': { value: 0.4, low: 0.3, high: 0.5, n: 8 } }

const reportWith = async (name: string, hash: string) => {
  const how = { seed: 1, runs: 8, stretches: 1, factor: 1.1 }
  const elasticities = { [name]: { hash, ...how, constants: { 'mechanisms.people.approval': figures } } }
  return (await runScenario(scenario, { runs: 8, workers: 1, elasticities })).report
}

test('a report shows the elasticities of its scenario beside the constants', async () => {
  const { assumptions, notes } = await reportWith('small', scenarioHash(scenario))
  expect(assumptions.filter(({ elasticity }) => elasticity !== null)).toMatchObject([
    { path: 'mechanisms.people.approval', elasticity: figures },
  ])
  expect(notes.join()).not.toContain('another version')
})

test('elasticities of another version of the scenario are shown with a note that says so', async () => {
  const { assumptions, notes } = await reportWith('small', 'sha256:0')
  expect(assumptions.some(({ elasticity }) => elasticity !== null)).toBe(true)
  expect(notes.join()).toContain('The elasticities were computed for another version of this scenario')
})

test('elasticities of another scenario are not shown', async () => {
  const { assumptions, notes } = await reportWith('large', 'sha256:0')
  expect(assumptions.every(({ elasticity }) => elasticity === null)).toBe(true)
  expect(notes.join()).not.toContain('another version')
})
