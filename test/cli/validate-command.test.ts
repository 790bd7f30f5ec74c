import { expect, test } from 'vitest'
import { smallScenario } from '../model/small-scenario.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runCli } from './run-cli.ts'

test('a TypeScript scenario outside any project may import from seatrial', async () => {
  using folder = temporaryFolder()
  const file = folder.write(
    'alone.ts',
    `import { defineScenario, gitops, fintech, mean, minutes } from 'seatrial'
export default defineScenario({
  name: 'alone',
  fleet: fintech({ services: 10, databases: 2 }),
  pipeline: gitops({ runners: 3 }),
  deployments: { perDay: 8 },
  targets: [mean('deployment.duration').atMost(minutes(18))],
})
`,
  )
  const { code, stdout, stderr } = await runCli('validate', file)
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(stdout).toContain('valid scenario "alone": 10 services in 3 regions')
})

test('good files are described even when others are bad, and the exit code is 2', async () => {
  using folder = temporaryFolder()
  const good = folder.write('good.json', smallScenario())
  const suite = folder.write('suite.json', { name: 'pair', scenarios: ['good.json'] })
  const bad = folder.write('bad.json', { ...smallScenario(), fleet: { regions: [], services: [] } })
  const { code, stdout, stderr } = await runCli('validate', bad, good, suite)
  expect(code).toBe(2)
  expect(stdout).toBe(
    `${good}: valid scenario "small": 2 services in 1 region, 2 jobs in 2 stages\n` +
      `${suite}: valid suite "pair" of 1 scenario\n`,
  )
  expect(stderr).toContain(`${bad}: 2 problems`)
  expect(stderr).toContain('fleet.regions: a fleet needs at least one region\n')
  expect(stderr).toContain('-> name at least one service, or import one: seatrial import kubernetes PATH')
})
