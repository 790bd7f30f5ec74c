import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe } from 'vitest'

const onPath = (program: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))

const isDockerUp = (): boolean => onPath('docker') && spawnSync('docker', ['info'], { stdio: 'ignore' }).status === 0

/** What a machine lacks of these programs, in words; empty when it has all. `docker` has to answer as well. */
const lacking = (programs: readonly string[]): string[] =>
  programs.flatMap((program) => {
    if (program === 'docker') return isDockerUp() ? [] : ['no Docker that answers']
    return onPath(program) ? [] : [`no ${program} on the PATH`]
  })

/** Describes what needs programs of the machine; where one is missing the tests are skipped, and their names say why. */
export function describeWith(programs: readonly string[], name: string, tests: () => void): void {
  const why = lacking(programs)
  if (why.length === 0) describe(name, tests)
  else describe.skip(`${name} [skipped: ${why.join(', ')}]`, tests)
}
