import { expect, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { startCli } from './run-cli.ts'

/** A machine on which nothing is installed: the PATH names an empty folder. */
async function onBareMachine(...args: string[]) {
  using folder = temporaryFolder()
  return await startCli(args, { env: { PATH: folder.path, SEATRIAL_STATE: `${folder.path}/state` } }).ended
}

test.each([['up'], ['down'], ['status']])(
  'env %s without Docker says what is missing and where to look',
  async (command) => {
    const { code, stdout, stderr } = await onBareMachine('env', command)
    expect(code).toBe(6)
    expect(stdout).toBe('')
    expect(stderr).toContain('expected the program "docker" on the PATH, found none')
    expect(stderr).toContain('-> run "seatrial env doctor"')
  },
)

test('env doctor exits with 6 on a bare machine, with a command for every program', async () => {
  const { code, stdout } = await onBareMachine('env', 'doctor', '--format', 'json')
  expect(code).toBe(6)
  const { findings, isReady } = JSON.parse(stdout)
  expect(isReady).toBe(false)
  const programs = findings.filter((finding: { kind: string }) => finding.kind === 'program')
  expect(programs.length).toBeGreaterThan(8)
  for (const finding of programs)
    expect(finding).toMatchObject({ isThere: false, command: expect.stringMatching(/\w/) })
})

test.each([
  [['--set', 'environment.region=labels'], 'did you mean "regions"?'],
  [['--set', 'pipeline.runners=5'], 'there is no scenario to change'],
  [['--kubeconfig', 'some/file'], 'expected --context beside --kubeconfig'],
  [['--name', 'Not A Name'], 'choose a name such as "demo"'],
])('env up %j is refused before anything is made', async (flags, message) => {
  const { code, stderr } = await onBareMachine('env', 'up', ...flags)
  expect(code).toBe(2)
  expect(stderr).toContain(message)
})
