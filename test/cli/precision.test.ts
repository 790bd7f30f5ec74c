import { expect, test } from 'vitest'
import { testedDocument } from '../experiment/gate/tested.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runCli } from './run-cli.ts'

test('a run that is not precise enough when its budget is over exits with 5', async () => {
  using folder = temporaryFolder()
  const file = folder.write('a.json', testedDocument())
  const { code, stdout, stderr } = await runCli('run', file, '--precision', 'mean=0.01%', '--budget', '1s')
  expect(code).toBe(5)
  expect(stdout).toContain('because the time was up')
  expect(stderr).toMatch(/tested mean=0\.01%: (± |no interval yet)/)
})

test('--budget without --precision is refused', async () => {
  using folder = temporaryFolder()
  const { code, stderr } = await runCli('run', folder.write('a.json', testedDocument()), '--budget', '1s')
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('it caps a run with --precision') })
})
