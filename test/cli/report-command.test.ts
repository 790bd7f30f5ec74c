import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { testedDocument } from '../experiment/gate/tested.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runCli } from './run-cli.ts'

test('a report is rendered again for the tools of CI, without running anything', async () => {
  using folder = temporaryFolder()
  const out = folder.file('out')
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
  const report = (format: string, ...flags: string[]) => runCli('report', out, '--format', format, ...flags)
  const [bencher, benchmark, gitlab] = await Promise.all([
    report('bencher'),
    report('github-action-benchmark'),
    report('gitlab-metrics', '--out', folder.file('metrics.txt')),
  ])
  expect(JSON.parse(bencher.stdout)['tested deployment.duration mean'].latency.value).toBeGreaterThan(1e9)
  expect(JSON.parse(benchmark.stdout)).toContainEqual(
    expect.objectContaining({ name: 'tested deployment.duration mean', unit: 'ms' }),
  )
  expect(gitlab.stdout).toBe('')
  expect(readFileSync(folder.file('metrics.txt'), 'utf8')).toMatch(/^seatrial_duration_seconds\{.*\} [\d.]+$/m)
})

test('what is no report is refused, and so are several where one is rendered', async () => {
  using folder = temporaryFolder()
  const file = folder.write('a.json', testedDocument())
  expect(await runCli('report', file)).toMatchObject({ code: 2, stderr: expect.stringContaining('not a report') })
})
