import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { runCli } from './run-cli.ts'

const manifests = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: shop, image: shop:1}]}
`

test('an imported fleet is run by a scenario that names its file', async () => {
  using folder = temporaryFolder()
  folder.write('k8s/shop.yaml', manifests)
  const fleet = folder.file('fleet.json')
  const imported = await runCli('import', 'kubernetes', folder.file('k8s'), '--out', fleet, '--region', 'north')
  expect(imported).toMatchObject({ code: 0, stderr: '' })
  expect(imported.stdout).toContain('1 services')
  expect(imported.stdout).toContain(`fleet written to ${fleet}`)
  expect(JSON.parse(readFileSync(fleet, 'utf8'))).toMatchObject({
    regions: [{ name: 'north' }],
    services: [{ name: 'shop', replicas: 3 }],
    databases: [],
  })
  const scenario = folder.write(
    'shop.ts',
    `import { defineScenario, fleetFrom, gitops } from 'seatrial'
export default defineScenario({
  name: 'shop',
  fleet: fleetFrom('./fleet.json'),
  pipeline: gitops(),
  deployments: { perDay: 2 },
})
`,
  )
  const { code, stdout } = await runCli('run', scenario, '--runs', '10', '--workers', '1', '--format', 'json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ scenario: { name: 'shop' }, runs: 10 })
})

test('a malformed document is reported with its line; with --strict nothing is written', async () => {
  using folder = temporaryFolder()
  folder.write('k8s/shop.yaml', `${manifests}---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {}\n`)
  const fleet = folder.file('fleet.json')
  const strict = await runCli('import', 'kubernetes', folder.file('k8s'), '--out', fleet, '--strict')
  expect(strict.code).toBe(2)
  expect(strict.stderr).toMatch(/shop\.yaml:\d+: Deployment: metadata\.name/)
  expect(existsSync(fleet)).toBe(false)
  const lenient = await runCli('import', 'kubernetes', folder.file('k8s'), '--out', fleet)
  expect(lenient.code).toBe(0)
  expect(lenient.stdout).toMatch(/shop\.yaml:\d+: Deployment: metadata\.name/)
})

test('without --out the fleet is on standard output and the report beside it', async () => {
  using folder = temporaryFolder()
  const { stdout, stderr } = await runCli('import', 'kubernetes', folder.write('shop.yaml', manifests))
  expect(JSON.parse(stdout).services).toHaveLength(1)
  expect(stderr).toContain('1 services')
})

test('a path without manifests exits with 2', async () => {
  using folder = temporaryFolder()
  folder.write('k8s/readme.txt', 'nothing')
  const { code, stderr } = await runCli('import', 'kubernetes', folder.file('k8s'), '--out', folder.file('fleet.json'))
  expect(code).toBe(2)
  expect(stderr).toContain('expected at least one service')
})
