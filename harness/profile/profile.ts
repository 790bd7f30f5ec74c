import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { $ } from 'zx'

/**
 * `npm run profile [RUNS]`: clinic flame and clinic doctor on the reference suite, as HTML in reports/out/profile/. clinic
 * 13 collects nothing on Node.js 24, so this folder has a package of its own with the last Node.js that it works on; it is
 * installed here when it is first needed, and never with `npm ci` of the repository.
 */
const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '../..')
const out = join(root, 'reports/out/profile')
const tools = join(here, 'node_modules/.bin')
const runs = process.argv[2] ?? '200'

$.verbose = true
$.cwd = root

if (!existsSync(join(tools, 'clinic'))) await $`npm ci --prefix ${here}`
await $`npm run build`
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })

// clinic asks for updates and about telemetry unless it is told that nobody is there.
const quiet = { NO_UPDATE_NOTIFIER: '1', NO_INSIGHT: '1', CI: '1' }
const clinic = $({ env: { ...process.env, ...quiet, PATH: `${tools}:${process.env.PATH}` } })

for (const tool of ['flame', 'doctor']) {
  await clinic`clinic ${tool} --open=false --dest ${out} --name ${tool} -- node dist/harness/profile/reference.js ${runs}`
  renameSync(join(out, `${tool}.clinic-${tool}.html`), join(out, `${tool}.html`))
  process.stdout.write(`${join('reports/out/profile', `${tool}.html`)}\n`)
}
