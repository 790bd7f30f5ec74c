import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { gitops } from '../../src/presets/index.ts'
import { smallScenario } from '../model/small-scenario.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runCli } from './run-cli.ts'

const scenario = (name: string, runners: number) => ({
  ...smallScenario(),
  name,
  pipeline: gitops({ runners }),
  targets: [{ kind: 'claim', metric: 'deployment.duration', statistic: 'mean', comparison: 'at-most', value: 1 }],
})
const suite = {
  name: 'runners',
  runs: 24,
  scenarios: [scenario('few', 1), scenario('many', 5)],
  comparisons: [{ from: 'few', to: 'many', label: 'more runners' }],
}

test('bench writes a folder a scenario and compares them', async () => {
  using folder = temporaryFolder()
  const out = folder.file('out')
  const { code, stdout } = await runCli('bench', folder.write('suite.json', suite), '--workers', '1', '--out', out)
  expect(code).toBe(3)
  expect(readdirSync(out).sort()).toEqual([
    'few',
    'junit.xml',
    'many',
    'report.html',
    'run-info.json',
    'suite.json',
    'summary.md',
  ])
  expect(readdirSync(`${out}/few`)).toEqual(
    expect.arrayContaining(['report.json', 'report.html', 'runs.csv', 'stages.csv']),
  )
  const report = JSON.parse(readFileSync(`${out}/suite.json`, 'utf8'))
  expect(report.scenarios).toEqual([
    { name: 'few', folder: 'few' },
    { name: 'many', folder: 'many' },
  ])
  expect(report.comparisons[0]).toMatchObject({ label: 'more runners', from: 'few', to: 'many' })
  expect(stdout).toContain('more runners')
  expect(stdout).toContain(`report: ${out}/report.html`)
})

test('a demonstration exits with 0 whatever the verdicts are', async () => {
  using folder = temporaryFolder()
  const { code } = await runCli(
    'bench',
    folder.write('suite.json', suite),
    '--demo',
    '--quiet',
    '--workers',
    '1',
    '--runs',
    '8',
  )
  expect(code).toBe(0)
})
