import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { gitops } from '../../src/presets/index.ts'
import { smallScenario } from '../model/small-scenario.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runCli, spawnCli, startCli } from './run-cli.ts'

const scenario = { ...smallScenario(), pipeline: gitops({ runners: 3 }) }
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

test('run writes all its files, and says on the screen where they are', async () => {
  using folder = temporaryFolder()
  const file = folder.write('small.json', scenario)
  const out = folder.file('out')
  const { code, stdout, stderr } = await spawnCli('run', file, '--runs', '20', '--seed', '7', '--out', out)
  expect(code).toBe(0)
  expect(stderr).toBe('small: 20 of 20 deployments (100 %)\n')
  expect(stdout).toContain(`report: ${out}/report.html`)
  expect(readdirSync(out).sort()).toEqual([
    'junit.xml',
    'recordings',
    'report.html',
    'report.json',
    'run-info.json',
    'runs.csv',
    'stages.csv',
    'summary.md',
  ])
  expect(json(`${out}/report.json`)).toMatchObject({ runs: 20, seed: 7, partial: false })
  expect(readFileSync(`${out}/runs.csv`, 'utf8').trimEnd().split('\n')).toHaveLength(21)
  expect(json(`${out}/run-info.json`)).toMatchObject({
    exitCode: 0,
    command: ['run', file, '--runs', '20'].concat(['--seed', '7', '--out', out]),
  })

  const [recording = ''] = readdirSync(`${out}/recordings`)
  const address = recording.replace('.json', '')
  const replay = await runCli('run', file, '--seed', '7', '--run', address, '--format', 'json')
  expect(replay.stdout).toBe(readFileSync(`${out}/recordings/${recording}`, 'utf8'))
  const told = await runCli('run', file, '--seed', '7', '--run', address)
  expect(told.stdout).toMatch(new RegExp(`^deployment ${address} of small: `))
  expect(told.stdout).toContain('0:00:00.0  triggered: 1 services changed')
})

test('--quiet prints nothing, and JSON only when it is asked for', async () => {
  using folder = temporaryFolder()
  const file = folder.write('small.json', scenario)
  expect(await runCli('run', file, '--runs', '8', '--workers', '1', '--quiet')).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  })
  const asked = await runCli('run', file, '--runs', '8', '--workers', '1', '--quiet', '--format', 'json')
  expect(asked.stderr).toBe('')
  expect(JSON.parse(asked.stdout)).toMatchObject({ runs: 8 })
})

test('targets decide the exit code', async () => {
  using folder = temporaryFolder()
  const target = { kind: 'claim', metric: 'deployment.duration', statistic: 'mean', comparison: 'at-most' }
  const of = async (value: number, runs: string) => {
    const file = folder.write('small.json', { ...scenario, targets: [{ ...target, value }] })
    return (await runCli('run', file, '--runs', runs, '--workers', '1', '--quiet')).code
  }
  expect(await of(86_400_000, '40')).toBe(0)
  expect(await of(1, '40')).toBe(3)
  expect(await of(86_400_000, '2')).toBe(5)
})

test('Ctrl-C ends a run within a second, with the results so far marked partial and exit code 130', async () => {
  using folder = temporaryFolder()
  const out = folder.file('out')
  const file = folder.write('small.json', scenario)
  const { process: child, ended } = startCli(['run', file, '--runs', '2000000', '--out', out])
  while (!existsSync(`${out}/.seatrial-runs.csv.unfinished`) || rowsIn(`${out}/.seatrial-runs.csv.unfinished`) < 20) {
    await setTimeout(20)
  }
  const began = performance.now()
  child.kill('SIGINT')
  const { code, stderr } = await ended
  expect(code).toBe(130)
  // A second is the aim; a loaded machine gets another four.
  expect(performance.now() - began).toBeLessThan(5_000)
  expect(stderr).toContain('interrupted')
  const report = json(`${out}/report.json`)
  expect(report.partial).toBe(true)
  expect(report.runs).toBeGreaterThan(0)
  expect(rowsIn(`${out}/runs.csv`)).toBe(report.runs)
  expect(json(`${out}/run-info.json`)).toMatchObject({ exitCode: 130 })
})

test('--timeout ends a run with 124, with the results so far', async () => {
  using folder = temporaryFolder()
  const out = folder.file('out')
  const file = folder.write('small.json', scenario)
  const { code, stderr } = await runCli('run', file, '--runs', '2000000', '--timeout', '1s', '--out', out)
  expect(code).toBe(124)
  expect(stderr).toContain('the time limit of 1 s is over\n')
  expect(json(`${out}/report.json`)).toMatchObject({ partial: true })
})

test('a folder with foreign files is refused before anything is simulated', async () => {
  using folder = temporaryFolder()
  folder.write('out/thesis.doc', '')
  const file = folder.write('small.json', scenario)
  const { code, stderr } = await runCli('run', file, '--out', folder.file('out'))
  expect(code).toBe(2)
  expect(stderr).toContain('files in it that seatrial did not write: thesis.doc\n    -> name a new folder')
})

/** Complete lines of a CSV file, its header not counted. */
const rowsIn = (path: string): number => readFileSync(path, 'utf8').split('\n').length - 2
