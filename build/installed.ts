import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { execPath } from 'node:process'
import { pathToFileURL } from 'node:url'
import { serviceSchema } from '../src/model/fleet.ts'

/*
 * `node build/installed.ts TARBALL`: uses a packed package as somebody who installed it would, outside of the repository. Its
 * dependencies are linked instead of fetched, and nothing but what package.json names is there. Throws when something is missing.
 */
const [tarball = ''] = process.argv.slice(2)
const home = mkdtempSync(join(tmpdir(), 'seatrial-installed-'))
const installed = join(home, 'node_modules', 'seatrial')

const SCENARIO = `import { constant, defineScenario, fintech, gitops } from 'seatrial'

export default defineScenario({
  name: 'mine',
  fleet: fintech({ services: 50, regions: ['us-east-1'] }),
  pipeline: gitops(),
  deployments: { perDay: 4, changedServices: constant(2) },
})
`

try {
  install()
  simulate()
  examine()
  await checkOutService()
} finally {
  rmSync(home, { recursive: true, force: true })
}

function install(): void {
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', resolve(tarball), '--strip-components=1', '-C', installed])
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
  for (const name of Object.keys(dependencies)) {
    const link = join(home, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(resolve('node_modules', name), link)
  }
}

function simulate(): void {
  const file = join(home, 'mine.ts')
  writeFileSync(file, SCENARIO)
  const { status, stdout, stderr } = seatrial('run', file, '--runs', '20', '--format', 'json')
  assert.equal(status, 0, stderr)
  assert.equal(JSON.parse(stdout).runs, 20)
}

function examine(): void {
  const { status, stdout, stderr } = seatrial('env', 'doctor', '--format', 'json')
  assert.notEqual(stdout, '', stderr)
  const { isReady, findings } = JSON.parse(stdout)
  assert.ok(findings.length > 0, 'the doctor found nothing, not even what is missing')
  assert.equal(status, isReady ? 0 : 6, stderr)
}

/** A working copy of a service has all that its image is built from, and the chart is where the code looks for it. */
async function checkOutService(): Promise<void> {
  const url = (file: string): string => pathToFileURL(join(installed, 'dist', 'harness', file)).href
  const { checkOut } = (await import(url('sources/check-out.js'))) as typeof import('../harness/sources/check-out.ts')
  const { SERVICE_CHART } = (await import(url('charts/helm.js'))) as typeof import('../harness/charts/helm.ts')
  const head = { service: 'web', base: 0, lockFile: 0, source: 0, faults: {} }
  const of = { root: join(home, 'sources'), seed: 1 }
  const { folder } = await checkOut(serviceSchema.parse({ name: 'web' }), head, of)
  const files = ['Dockerfile', 'app/main.ts', 'app/release.json', 'image/compile.ts'].map((name) => join(folder, name))
  for (const file of [...files, join(SERVICE_CHART, 'Chart.yaml')]) assert.ok(existsSync(file), `there is no ${file}`)
}

function seatrial(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const main = join(installed, 'dist', 'src', 'cli', 'main.js')
  return spawnSync(execPath, [main, ...args], { cwd: home, encoding: 'utf8' })
}
