import { expect, test } from 'vitest'
import { testedDocument } from '../experiment/gate/tested.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runCli } from './run-cli.ts'

test('a report and a scenario are paired by the seed of the report, and told in a sentence', async () => {
  using folder = temporaryFolder()
  const before = folder.write('before.json', testedDocument({ name: 'before' }))
  const after = folder.write('after.json', testedDocument({ name: 'after', approvalMs: 120_000 }))
  const out = folder.file('out')
  await runCli('run', before, '--runs', '40', '--seed', '9', '--out', out, '--quiet', '--workers', '1')
  const { code, stdout } = await runCli('compare', out, after, '--format', 'json', '--quiet', '--workers', '1')
  expect(code).toBe(0)
  const document = JSON.parse(stdout)
  expect(document.sources).toMatchObject([
    { kind: 'report', name: 'before', seed: 9, runs: 40 },
    { kind: 'scenario', name: 'after', seed: 9, runs: 40 },
  ])
  expect(document.comparisons[0]).toMatchObject({ metric: 'deployment.duration', pairing: 'paired' })
  expect(document.sentences[0]).toMatch(/^Deployment time in after: .* more \(with 95 % confidence /)
})

test('two columns of timings from elsewhere are compared, and a series is searched for changes', async () => {
  using folder = temporaryFolder()
  const numbers = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + ((i * 37) % 11) / 10)
  const a = folder.write('a.csv', `ms\n${numbers(10, 20).join('\n')}\n`)
  const b = folder.write('b.csv', `ms\n${numbers(12, 20).join('\n')}\n`)
  const compared = await runCli('compare', '--samples', a, b, '--format', 'json')
  expect(JSON.parse(compared.stdout)).toMatchObject({ verdict: 'larger', shift: { value: 2 }, paired: false })
  const series = folder.write(
    'c.csv',
    `day,value\n${[...numbers(10, 20), ...numbers(12, 20)].map((x, i) => `${i},${x}`).join('\n')}\n`,
  )
  const changes = await runCli('changes', series, '--format', 'json')
  expect(changes.code).toBe(0)
  expect(JSON.parse(changes.stdout).changePoints).toMatchObject([{ index: 20 }])
})

test('what cannot be compared exits with 2', async () => {
  using folder = temporaryFolder()
  const a = folder.write('a.csv', 'value\n1\nx\n')
  const wrong = await runCli('compare', '--samples', a, a)
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('a.csv:3: one problem') })
  const one = await runCli(
    'compare',
    folder.write('a.json', testedDocument()),
    '--runs',
    '2',
    '--workers',
    '1',
    '--quiet',
  )
  expect(one).toMatchObject({ code: 2, stderr: expect.stringContaining('expected two things to compare, got 1') })
})
