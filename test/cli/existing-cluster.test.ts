import { describe, expect, it } from 'vitest'
import { exitCodeOfError } from '../../src/cli/exit-codes.ts'
import { buildProgram } from '../../src/cli/program.ts'
import { resolveSeatrialToItself } from '../../src/loading/seatrial-specifier.ts'
import { runCli, spawnCli } from './run-cli.ts'

resolveSeatrialToItself()

const SCENARIO = 'scenarios/calls/breaker.ts'
const COMMANDS = [
  ['run', SCENARIO, '--env', 'kind'],
  ['bench', 'scenarios/suites/calls.ts', '--env', 'kind'],
  ['check', SCENARIO, '--against', SCENARIO, '--env', 'kind'],
  ['env', 'up'],
]
const CLUSTER = ['--kubeconfig', 'no/such/file', '--context', 'theirs']

/** What a command line ends with that is refused: its exit code and what it says. */
async function refused(args: readonly string[]): Promise<{ code: number; problems: string }> {
  try {
    await buildProgram(() => {}).parseAsync([...args, '--quiet'], { from: 'user' })
  } catch (error) {
    const problems = error instanceof Error && 'problems' in error ? error.problems : String(error)
    return { code: exitCodeOfError(error), problems: JSON.stringify(problems) }
  }
  throw new Error(`expected ${args.join(' ')} to be refused`)
}

describe('a cluster that exists is refused', () => {
  it.each(COMMANDS)('by %s when only its file or only its context is named', async (...command) => {
    const fileOnly = await refused([...command, '--kubeconfig', 'no/such/file'])
    expect(fileOnly.code).toBe(2)
    expect(fileOnly.problems).toContain('expected --context beside --kubeconfig')
    const contextOnly = await refused([...command, '--context', 'theirs'])
    expect(contextOnly.code).toBe(2)
    expect(contextOnly.problems).toContain('expected --kubeconfig beside --context')
  })

  it('without a registry that it can pull from', async () => {
    const { code, stderr } = await runCli('env', 'up', ...CLUSTER)
    expect(code).toBe(2)
    expect(stderr).toContain('environment.registry: a cluster that exists cannot pull from a registry of this machine')
  })

  it('when fake nodes are to go into it', async () => {
    const settings = ['--set', 'environment.registry=registry.example/team', '--set', 'environment.pods=kwok']
    const { code, stderr } = await runCli('env', 'up', ...CLUSTER, ...settings)
    expect(code).toBe(2)
    expect(stderr).toContain('fake nodes do not go into a cluster that exists already')
  })

  it('by the simulator, which has none', async () => {
    const { code, problems } = await refused(['run', SCENARIO, ...CLUSTER])
    expect(code).toBe(2)
    expect(problems).toContain('the simulator has no environment to set up')
  })

  it('with exit code 2 and what to do on standard error', async () => {
    const { code, stdout, stderr } = await spawnCli('run', SCENARIO, '--env', 'kind', '--kubeconfig', 'no/such/file')
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain('-> add --context, or leave both out for clusters of their own')
  })
})
