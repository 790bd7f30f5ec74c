import { expect, test } from 'vitest'
import { FAULTS } from '../../src/faults/index.ts'
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

test('several faults are a list in JSON, a name given twice counts once', async () => {
  const { code, stdout } = await runCli('faults', 'prove', 'pod-crash', 'bad-release', 'pod-crash', '--format', 'json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject([
    { fault: 'pod-crash', landed: true, controlSucceeded: true, recoveryMs: expect.any(Number) },
    { fault: 'bad-release', landed: true, controlSucceeded: true, recoveryMs: expect.any(Number) },
  ])
})

test('several faults are a table of at most 80 columns', async () => {
  const { code, stdout } = await runCli('faults', 'prove', 'irreversible-migration', 'leaked-secret', 'bad-release')
  const lines = stdout.trimEnd().split('\n')
  expect(code).toBe(0)
  expect(lines[0]).toMatch(/^FAULT +LANDED +NOTICED BY +OUTCOME +RECOVERED \(sim\)$/)
  expect(lines[2]).toMatch(/^leaked-secret +yes +secret-scan +blocked +-$/)
  expect(lines[3]).toMatch(/^bad-release +yes .* \d+\.\d s$/)
  expect(lines.every((line) => line.length <= 80)).toBe(true)
})

test('bad names among several are all refused, before anything is printed', async () => {
  const { code, stdout, stderr } = await runCli('faults', 'prove', 'pod-crash', 'stale-cach', 'pod-cras')
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain('did you mean "stale-cache"?')
  expect(stderr).toContain('did you mean "pod-crash"?')
})

test('a fault that no real environment can have is refused before one is brought up', async () => {
  const [impossible] = [...FAULTS.values()].filter(({ kind }) => !kind)
  const { code, stderr } = await runCli('faults', 'prove', 'pod-crash', impossible!.name, '--env', 'kind')
  expect(code).toBe(2)
  expect(stderr).toContain(`"${impossible!.name}" cannot be put into a real environment`)
})
