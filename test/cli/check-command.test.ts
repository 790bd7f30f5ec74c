import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Tested, testedDocument } from '../experiment/gate/tested.ts'
import { type TemporaryFolder, temporaryFolder } from '../temporary-folder.ts'
import { runCli, spawnCli } from './run-cli.ts'

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

/** A scenario and its baseline of 40 deployments. */
async function withBaseline(folder: TemporaryFolder, of: Tested = {}): Promise<{ file: string; baseline: string }> {
  const file = folder.write('scenario.json', testedDocument(of))
  const baseline = folder.file('baseline.json')
  const { code, stdout } = await runCli(
    'check',
    file,
    '--baseline',
    baseline,
    '--update',
    '--runs',
    '40',
    '--workers',
    '1',
  )
  expect(stdout).toContain('40 deployments in 10 stretches, seed 1')
  expect(code).toBe(0)
  return { file, baseline }
}

test('an unchanged scenario exits with 0, a regression with 4 and what each difference is worth', async () => {
  using folder = temporaryFolder()
  const { file, baseline } = await withBaseline(folder)
  const check = (...flags: string[]) => runCli('check', file, '--baseline', baseline, '--workers', '1', ...flags)
  const same = await check()
  expect(same.stdout).toContain('Identical bytes: not one figure of 40 deployments differs.')
  expect(same.code).toBe(0)

  const out = folder.file('out')
  const slower = ['--set', 'mechanisms.people.approval.median=2min', '--out', out]
  const { code, stdout } = await spawnCli('check', file, '--baseline', baseline, '--workers', '1', ...slower)
  expect(code).toBe(4)
  expect(stdout).toContain('✗ regression: Deployment time is worse: ')
  expect(stdout).toMatch(/mechanisms\.people\.approval\.median: 1 min → 2 min\n {4}deployment time \+\d/)
  expect(readdirSync(out).sort()).toEqual(['check.json', 'junit.xml', 'run-info.json', 'summary.md'])
  expect(json(`${out}/check.json`)).toMatchObject({ kind: 'check', status: 'regression', runs: 40 })
  expect(readFileSync(`${out}/junit.xml`, 'utf8')).toContain('<failure type="regression"')
  expect(json(`${out}/run-info.json`)).toMatchObject({ exitCode: 4 })

  writeFileSync(baseline, readFileSync(baseline, 'utf8').slice(0, 2_000))
  const cut = await check()
  expect(cut).toMatchObject({ code: 2, stdout: '' })
  expect(cut.stderr).toMatch(/cut off or damaged: it is not JSON\n {4}-> write it anew with --update/)
})

test('a missed target exits with 3 although nothing changed', async () => {
  using folder = temporaryFolder()
  const target = { kind: 'claim', metric: 'deployment.duration', statistic: 'mean', comparison: 'at-most', value: 1 }
  const file = folder.write('scenario.json', testedDocument({ targets: [target] }))
  const { code, stdout } = await runCli('check', file, '--against', file, '--runs', '20', '--workers', '1')
  expect(stdout).toContain('target missed: deployment time, mean')
  expect(code).toBe(3)
})

test('two scenarios with too few deployments exit with 5', async () => {
  using folder = temporaryFolder()
  const a = folder.write('a.json', testedDocument({ approvalMs: 90_000 }))
  const b = folder.write('b.json', testedDocument())
  const { code, stdout } = await runCli('check', a, '--against', b, '--runs', '2', '--workers', '1')
  expect(stdout).toContain('? inconclusive: ')
  expect(code).toBe(5)
})

test('there must be something to check against, and a world to do it in', async () => {
  using folder = temporaryFolder()
  const file = folder.write('a.json', testedDocument())
  expect(await runCli('check', file)).toMatchObject({ code: 2, stderr: expect.stringContaining('nothing to check') })
  const few = await runCli('check', file, '--against', file, '--env', 'kind', '--pairs', '5')
  expect(few.code).toBe(2)
  expect(few.stderr).toContain('the smallest p of the signed-rank test is 1/32')
  expect(few.stderr).toContain('allow at least 11 pairs')
  expect((await runCli('check', file, '--baseline', 'b.json', '--update', '--env', 'kind')).code).toBe(2)
})

test('--timeout while a baseline is written leaves the file as it was, exit 124', async () => {
  using folder = temporaryFolder()
  const file = folder.write('a.json', testedDocument())
  const baseline = folder.file('b.json')
  const { code } = await runCli(
    'check',
    file,
    '--baseline',
    baseline,
    '--update',
    '--runs',
    '2000000',
    '--timeout',
    '1s',
  )
  expect(code).toBe(124)
  expect(existsSync(baseline)).toBe(false)
})
