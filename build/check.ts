import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execPath } from 'node:process'

/**
 * `npm run check`: everything about the code that is not a test. Runs all checks in order, whatever the earlier ones said,
 * and exits with 1 if any failed. Programs are the pinned ones of node_modules/.bin, which npm puts on the PATH.
 */
interface Check {
  readonly name: string
  readonly commands: readonly (readonly string[])[]
}

const packed = mkdtempSync(join(tmpdir(), 'seatrial-pack-'))
const tarball = (): string => join(packed, readdirSync(packed).find((name) => name.endsWith('.tgz')) ?? 'none.tgz')

const CHECKS: readonly Check[] = [
  { name: 'types', commands: [['tsc', '--noEmit']] },
  { name: 'lint and format', commands: [['biome', 'check', '--error-on-warnings']] },
  {
    name: 'import rules',
    commands: [
      ['depcruise', '--config', '.dependency-cruiser.mjs', 'src', 'harness', 'scenarios', 'test', 'bench', 'build'],
    ],
  },
  {
    name: 'generated files',
    commands: ['schemas', 'assumptions', 'faults'].map((name) => [execPath, `build/${name}.ts`, '--check']),
  },
  { name: 'unused code', commands: [['knip', '--no-progress']] },
  {
    name: 'package',
    commands: [
      ['npm', 'pack', '--silent', '--pack-destination', packed],
      ['publint', '--strict', 'TARBALL'],
      [execPath, 'dist/src/cli/main.js', 'validate', 'dist/scenarios/suites/reference.js'],
      [execPath, 'build/installed.ts', 'TARBALL'],
    ],
  },
]

/** Runs one program; true when it exited with 0. What it printed is shown only when it did not. */
function run([program = '', ...args]: readonly string[]): boolean {
  const filled = args.map((arg) => (arg === 'TARBALL' ? tarball() : arg))
  const result = spawnSync(program, filled, { encoding: 'utf8' })
  if (result.status === 0) return true
  process.stdout.write(`\n$ ${program} ${filled.join(' ')}\n${result.stdout ?? ''}${result.stderr ?? ''}`)
  if (result.error !== undefined) process.stdout.write(`${result.error.message}\n`)
  return false
}

let failed = 0
for (const { name, commands } of CHECKS) {
  const began = performance.now()
  const passed = commands.every(run)
  if (!passed) failed++
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - began) / 1_000).toFixed(1)} s)`)
}
rmSync(packed, { recursive: true, force: true })
console.log(`${CHECKS.length - failed} checks passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
