import { expect, test } from 'vitest'
import { runCli } from './run-cli.ts'

test('the catalogue as JSON is a list of faults with their proof, detection and recovery', async () => {
  const { code, stdout } = await runCli('faults', '--format', 'json')
  const rows = JSON.parse(stdout)
  expect(code).toBe(0)
  expect(rows.length).toBeGreaterThanOrEqual(35)
  for (const row of rows) {
    expect(row).toMatchObject({ sim: true, kind: expect.any(Boolean), proof: expect.any(String) })
    expect(row).toMatchObject({
      fault: expect.any(String),
      detectedBy: expect.any(String),
      recovery: expect.any(String),
    })
  }
})

test('a proof says that the fault landed, who noticed it, and that the control succeeded', async () => {
  const { code, stdout } = await runCli('faults', 'prove', 'stale-cache', '--env', 'sim', '--format', 'json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    fault: 'stale-cache',
    landed: true,
    detectedBy: 'provenance-check',
    controlSucceeded: true,
  })
})

test('a fault that there is not exits with 2 and names the nearest one', async () => {
  const { code, stderr } = await runCli('faults', 'prove', 'stale-cach')
  expect(code).toBe(2)
  expect(stderr).toContain('did you mean "stale-cache"?')
})
