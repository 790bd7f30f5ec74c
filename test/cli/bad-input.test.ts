import { describe, expect, test } from 'vitest'
import { testedDocument } from '../experiment/gate/tested.ts'
import { smallScenario } from '../model/small-scenario.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runCli, spawnCli, startCli } from './run-cli.ts'

const source = (rest: string): string => `import { defineScenario } from 'seatrial'\n${rest}\n`

describe('a scenario file that cannot be used exits with 2 and says where and what to do', () => {
  test.concurrent.each<[string, string, RegExp]>([
    [
      'typo.ts',
      source('export default defineScenario({\n  name: = 1,\n})'),
      /typo\.ts:3: .*\n {2}syntax error: .*\n {4}-> /,
    ],
    ['typo.mjs', 'export default {\n  name: = 1,\n}\n', /typo\.mjs:2: .*\n {2}syntax error: Unexpected token '='\n/],
    [
      'enum.ts',
      'enum Size { Big }\nexport default Size\n',
      /enum\.ts:1: .*\n.*enum is not supported.*\n {4}-> write it without/,
    ],
    [
      'named.ts',
      'export const scenario = {}\n',
      /no default export \(only scenario\)\n {4}-> end the file with: export default/,
    ],
    ['import.ts', "import x from './nowhere.ts'\nexport default x\n", /Cannot find module .*nowhere\.ts/],
    [
      'api.ts',
      "import { defineScenaro } from 'seatrial'\nexport default defineScenaro\n",
      /api\.ts:1: .*\n.*'defineScenaro'/,
    ],
    [
      'throws.ts',
      'const fleet: any = undefined\nexport default { fleet: fleet.services }\n',
      /throws\.ts:2: .*\n.*TypeError/,
    ],
    [
      'unknown.json',
      JSON.stringify({ ...smallScenario(), nightly: true }),
      /nightly: there is no field "nightly" here\n {4}-> fields here: name/,
    ],
  ])('%s', async (name, content, message) => {
    using folder = temporaryFolder()
    const { code, stdout, stderr } = await spawnCli('run', folder.write(name, content))
    expect(stderr).toMatch(message)
    expect(stderr).toContain(folder.path)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })
})

describe('a command line that cannot be used exits with 2 and says what to do', () => {
  test.concurrent.each<[string[], RegExp]>([
    [['rnu'], /unknown command 'rnu'\n\(Did you mean run\?\)/],
    [['run', 'a.ts', '--sede', '3'], /unknown option '--sede'\n\(Did you mean --seed\?\)/],
    [['run'], /missing required argument 'scenario'/],
    [['run', 'a.ts', '--runs', '0'], /--runs.*Expected a whole number >= 1/],
    [['run', 'a.ts', '--seed', '-1'], /--seed.*Expected a whole number >= 0/],
    [['run', 'a.ts', '--timeout', 'soon'], /--timeout.*Expected a time such as/],
    [['run', 'a.ts', '--format', 'pdf'], /--format.*Allowed choices are text, json, markdown/],
    [['run', 'a.ts', '--set', 'runners'], /"runners" is not path=value\n {4}-> write --set path=value/],
    [['bench', 'nowhere.ts'], /nowhere\.ts: .*\n {2}there is no such file/],
    [[], /Usage: seatrial/],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await runCli(...args)
    expect(stderr).toMatch(message)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })
})

test('the real environment without Docker exits with 6 and says what to do, and its settings are refused on sim', async () => {
  using folder = temporaryFolder()
  const file = folder.write('a.json', testedDocument())
  const { code, stderr } = await startCli(['run', file, '--env', 'kind'], { env: { PATH: folder.path } }).ended
  expect(code).toBe(6)
  expect(stderr).toMatch(/"docker".*\n {2}where: .*\n {2}-> .*env doctor/)
  const onSim = await runCli('run', file, '--set', 'environment.regions=labels')
  expect(onSim).toMatchObject({ code: 2, stderr: expect.stringContaining('add --env kind') })
})

test.for([
  ['blue-green', /stages\.\d+\.jobs\.\d+\.strategy: .*got "blue-green", which is simulated only\n +-> .*--env sim/],
  ['canary', /stages\.\d+\.jobs\.\d+\.strategy: .*got a pipeline that delivers by GitOps\n +-> .*"kubectl"/],
] as const)(
  '%s by GitOps is refused on real clusters before anything is brought up, where Docker is missing too',
  async ([name, message]) => {
    using folder = temporaryFolder()
    const env = { PATH: folder.path }
    const { code, stderr } = await startCli(['run', `scenarios/delivery/${name}.ts`, '--env', 'kind'], { env }).ended
    expect(stderr).toMatch(message)
    expect(code).toBe(2)
  },
)

test('a real campaign of faults that cannot land there is refused, and one that could needs Docker', async () => {
  using folder = temporaryFolder()
  const run = async (fault: string) => {
    const campaign = { faults: [fault], policies: ['guarded'] }
    const file = folder.write(`${fault}.json`, { ...testedDocument(), campaign })
    return await startCli(['bench', file, '--campaign', '--env', 'kind', '--runs', '1'], { env: { PATH: folder.path } })
      .ended
  }
  const [refused, possible] = await Promise.all([run('vulnerability-found'), run('pod-crash')])
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('got "vulnerability-found"') })
  expect(possible).toMatchObject({ code: 6, stderr: expect.stringMatching(/^\d+ real deployments: /) })
})

test('--help and --version exit with 0', async () => {
  const help = await spawnCli('--help')
  expect(help.code).toBe(0)
  expect(help.stdout).toContain('Examples:')
  expect(help.stdout).toContain('130  interrupted')
  expect(await spawnCli('--version')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
})
