import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The release of SimPy that is measured. */
export const SIMPY_VERSION = '4.1.1'

/** The path of a Python with SimPy from PyPI in a scratch environment of the system's temporary folder, made once and reused. */
export function pythonWithSimpy(): string {
  const environment = join(tmpdir(), `seatrial-bench-simpy-${SIMPY_VERSION}`)
  const python = join(environment, 'bin', 'python')
  if (hasSimpy(python)) return python
  execFileSync('python3', ['-m', 'venv', '--clear', environment], { stdio: ['ignore', 'ignore', 'inherit'] })
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `simpy==${SIMPY_VERSION}`]
  execFileSync(python, install, { stdio: ['ignore', 'ignore', 'inherit'] })
  return python
}

function hasSimpy(python: string): boolean {
  if (!existsSync(python)) return false
  try {
    execFileSync(python, ['-c', `import simpy; assert simpy.__version__ == "${SIMPY_VERSION}"`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
