import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { testedDocument } from '../experiment/gate/tested.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runCli } from './run-cli.ts'

test('runs are added once, listed, plotted and exported', async () => {
  using folder = temporaryFolder()
  const out = folder.file('out')
  const db = folder.file('h.db')
  const html = folder.file('trend.html')
  await runCli(
    'run',
    folder.write('a.json', testedDocument()),
    '--runs',
    '16',
    '--out',
    out,
    '--quiet',
    '--workers',
    '1',
  )
  const add = () => runCli('history', 'add', out, '--db', db, '--commit', 'c0ffee0', '--host', 'ci')
  expect((await add()).stdout).toBe(`1 added to ${db}\n`)
  expect((await add()).stdout).toBe(`0 added to ${db}, 1 there already\n`)
  expect((await runCli('history', 'list', '--db', db)).stdout).toMatch(/c0ffee0 +tested +sim +16 /)
  const trend = await runCli('history', 'trend', '--db', db, '--html', html, '--format', 'json')
  expect(JSON.parse(trend.stdout).trends).toMatchObject([{ title: 'deployment time, mean: tested on sim', unit: 'ms' }])
  expect(readFileSync(html, 'utf8')).toContain('<circle')
  const csv = await runCli('history', 'export', '--db', db)
  expect(csv.stdout).toMatch(/,c0ffee0,,ci,.*,deployment\.duration,mean,ms,\d/)
})

test('a history that cannot be read exits with 2', async () => {
  using folder = temporaryFolder()
  const { code, stderr } = await runCli('history', 'list', '--db', folder.write('h.db', 'no database '.repeat(99)))
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('this is not a history database') })
})

test('commands that keep no history never load SQLite', async () => {
  const program = new URL('../../src/cli/program.ts', import.meta.url)
  const loaded = 'process.moduleLoadList.some((name) => /sqlite/.test(name))'
  const script = `import(${JSON.stringify(program.href)}).then(() => process.stdout.write(String(${loaded})))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
  expect(stdout).toBe('false')
})
