import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { elasticitiesFileSchema } from '../../src/model/elasticities.ts'
import type { Report } from '../../src/model/report.ts'
import { smallScenario } from '../model/small-scenario.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runCli } from './run-cli.ts'

const read = (file: string) => elasticitiesFileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))

test('elasticities are written to a file, which a run then shows', async () => {
  using folder = temporaryFolder()
  const scenario = folder.write('small.json', smallScenario())
  const other = folder.write('other.json', { ...smallScenario(), name: 'other' })
  const out = folder.file('below/elasticities.json')

  const first = await runCli('sensitivity', scenario, '--runs', '8', '--workers', '1', '--out', out)
  expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('1 % more of it changes: deployment time') })
  const figures = read(out).scenarios.small!
  expect(figures.constants['mechanisms.runners.overhead']?.['deployment.duration']?.value).toBeGreaterThan(0)

  expect(await runCli('sensitivity', other, '--runs', '8', '--workers', '1', '--out', out, '--quiet')).toMatchObject({
    ...{ code: 0, stdout: '', stderr: '' },
  })
  expect(read(out).scenarios.small).toEqual(figures)
  expect(Object.keys(read(out).scenarios)).toEqual(['other', 'small'])

  const shown = await runCli(
    'run',
    scenario,
    '--runs',
    '8',
    '--workers',
    '1',
    '--elasticities',
    out,
    '--format',
    'json',
  )
  const { assumptions, notes } = JSON.parse(shown.stdout) as Report
  const overhead = assumptions.find(({ path }) => path === 'mechanisms.runners.overhead')
  expect(overhead?.elasticity).toEqual(figures.constants['mechanisms.runners.overhead'])
  expect(notes.join()).not.toContain('another version')

  const changed = [
    scenario,
    '--runs',
    '8',
    '--workers',
    '1',
    '--set',
    'pipeline.runners=1',
    '--elasticities',
    out,
    '--format',
    'json',
  ]
  expect((await runCli('run', ...changed)).stdout).toContain('computed for another version of this scenario')
})

test('a file of something else is refused with a remedy, and is not written over', async () => {
  using folder = temporaryFolder()
  const scenario = folder.write('small.json', smallScenario())
  for (const command of [
    ['run', scenario, '--elasticities', scenario],
    ['sensitivity', scenario, '--out', scenario],
  ]) {
    const { code, stderr } = await runCli(...command)
    expect(code).toBe(2)
    expect(stderr).toContain('seatrial sensitivity SCENARIO --out FILE')
  }
  expect(JSON.parse(readFileSync(scenario, 'utf8'))).toEqual(smallScenario())
})

test('a factor that does not change anything is refused', async () => {
  const { code, stderr } = await runCli('sensitivity', 'a.ts', '--factor', '1')
  expect(code).toBe(2)
  expect(stderr).toContain('Expected a number above 1')
})
