import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { fintech } from '../../src/fleet/index.ts'
import { fleetFrom } from '../../src/loading/fleet-from.ts'
import { loadScenario, loadSuite } from '../../src/loading/load.ts'
import { parseSetting } from '../../src/loading/setting.ts'
import { InvalidInputError } from '../../src/model/errors.ts'
import { validateScenario } from '../../src/model/validate.ts'
import { gitops } from '../../src/presets/index.ts'
import { smallScenario } from '../model/small-scenario.ts'
import { temporaryFolder } from '../temporary-folder.ts'

test('JSON and YAML say the same thing', async () => {
  using folder = temporaryFolder()
  const json = await loadScenario(folder.write('small.json', smallScenario()))
  const yaml = await loadScenario(folder.write('small.yaml', stringify(smallScenario())))
  expect(yaml).toEqual(json)
  expect(json.value.name).toBe('small')
})

test('a fleet may lie in a file of its own, relative to the scenario', async () => {
  using folder = temporaryFolder()
  const { fleet, ...rest } = smallScenario()
  folder.write('fleets/north.json', fleet)
  const { value } = await loadScenario(folder.write('scenarios/small.json', { ...rest, fleet: '../fleets/north.json' }))
  expect(value).toEqual((await loadScenario(folder.write('whole.json', smallScenario()))).value)
})

test('fields beside the reference replace those of the fleet file', async () => {
  using folder = temporaryFolder()
  const { fleet, ...rest } = smallScenario()
  folder.write('fleet.yaml', stringify(fleet))
  const changed = { ...rest, fleet: fleetFrom('fleet.yaml', { name: 'other', dnsTtlMs: 5 }) }
  const { value } = await loadScenario(folder.write('small.json', changed))
  expect(value.fleet).toMatchObject({ name: 'other', dnsTtlMs: 5 })
  expect(value.fleet.services).toHaveLength(2)
})

test('a suite may name the files of its scenarios', async () => {
  using folder = temporaryFolder()
  folder.write('one.json', smallScenario())
  folder.write('two.yaml', stringify({ ...smallScenario(), name: 'two' }))
  const suite = { name: 'both', scenarios: ['one.json', './two.yaml'] }
  const { value } = await loadSuite(folder.write('suite.json', suite))
  expect(value.scenarios.map((scenario) => scenario.name)).toEqual(['small', 'two'])
})

test('a setting on a suite changes the suite where it has the field, and every scenario elsewhere', async () => {
  using folder = temporaryFolder()
  const suite = { name: 'both', scenarios: [smallScenario(), { ...smallScenario(), name: 'two' }] }
  const settings = ['runs=7', 'pipeline.runners=9', 'scenarios.two.deployments.perDay=3'].map(parseSetting)
  const { value } = await loadSuite(folder.write('suite.json', suite), settings)
  expect(value.runs).toBe(7)
  expect(value.scenarios.map((scenario) => scenario.pipeline.runners)).toEqual([9, 9])
  expect(value.scenarios.map((scenario) => scenario.deployments.perDay)).toEqual([4, 3])
})

const where = async (
  name: string,
  content: string,
): Promise<Pick<InvalidInputError, 'where' | 'message' | 'remedy'>> => {
  using folder = temporaryFolder()
  try {
    await loadScenario(folder.write(name, content))
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    return { where: error.where.replace(`${folder.path}/`, ''), message: error.message, remedy: error.remedy }
  }
  throw new Error('it was accepted')
}

test.each([
  ['a.json', '{\n  "name": "x",\n  "fleet": }\n', 'a.json:3', '"}" cannot stand here'],
  ['a.json', '{\n  "name": "x"\n', 'a.json:3', 'it ends too early'],
  ['a.json', '{\n  "name": "x",\n}', 'a.json:3', '"}" cannot stand here'],
  ['a.yaml', 'name: x\nfleet: [a, b\npipeline: 3\n', 'a.yaml:3', 'this is not YAML'],
  ['a.json', '3', 'a.json', 'expected an object, got 3'],
  ['a.json', '{"fleet": "nowhere.json"}', 'nowhere.json', 'there is no such file'],
  ['a.toml', '', 'a.toml', 'a file with the extension ".toml" is not understood'],
])('the file %s with %j is refused with its place', async (name, content, place, message) => {
  const problem = await where(name, content)
  expect(problem.where).toBe(place)
  expect(problem.message).toContain(message)
  expect(problem.remedy).not.toBe('')
})

test('a missing file and a folder are refused by name', async () => {
  using folder = temporaryFolder()
  await expect(loadScenario(folder.file('none.json'))).rejects.toThrow('there is no such file')
  folder.write('folder.json/inside', '')
  await expect(loadScenario(folder.file('folder.json'))).rejects.toThrow('this is not a file')
})

test('a preset in JSON or YAML is the call of the same name in TypeScript', async () => {
  using folder = temporaryFolder()
  const { name, deployments } = smallScenario()
  const text = {
    name,
    deployments,
    fleet: { preset: 'fintech', services: 12, databases: 3 },
    pipeline: { preset: 'gitops', runners: 5 },
  }
  const code = { name, deployments, fleet: fintech({ services: 12, databases: 3 }), pipeline: gitops({ runners: 5 }) }
  const { value } = await loadScenario(folder.write('text.json', text))
  expect(value).toEqual(validateScenario(code, 'code.ts').value)
})

test.each([
  [{ preset: 'gitop' }, 'pipeline.preset: there is no preset "gitop" of a pipeline'],
  [{ preset: 'gitops', runers: 5 }, 'pipeline.runers: there is no field "runers" here'],
  [{ preset: 'gitops', runners: 0 }, 'pipeline.runners: expected at least one runner, got 0'],
  [{ preset: 'toString' }, 'pipeline.preset: there is no preset "toString" of a pipeline'],
])('the pipeline %j is refused', async (pipeline, message) => {
  using folder = temporaryFolder()
  await expect(loadScenario(folder.write('a.json', { ...smallScenario(), pipeline }))).rejects.toThrow(message)
})
