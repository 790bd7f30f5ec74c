import { beforeAll, expect, test } from 'vitest'
import blueGreen from '../../scenarios/delivery/blue-green.ts'
import canary from '../../scenarios/delivery/canary.ts'
import rolling from '../../scenarios/delivery/rolling.ts'
import shadow from '../../scenarios/delivery/shadow.ts'
import { type DeploymentRow, measure } from '../../src/analysis/index.ts'
import { simulateStretch } from '../../src/experiment/stretch.ts'
import { validateScenario } from '../../src/model/validate.ts'

const rows = new Map<string, DeploymentRow[]>()

beforeAll(() => {
  for (const input of [rolling, canary, blueGreen, shadow]) {
    const { value: scenario } = validateScenario(input, 'test')
    const own: DeploymentRow[] = []
    for (let stretch = 0; stretch < 3; stretch++) {
      const onRecording = (recording: Parameters<typeof measure>[0]) => own.push(measure(recording))
      simulateStretch(scenario, { seed: 1, stretch, measured: 20, onRecording })
    }
    rows.set(scenario.name, own)
  }
}, 120_000)

/** Deployments with a bad release in every strategy: the same ones, for the changes are. */
const bad = (name: string): DeploymentRow[] => {
  const isBad = rows.get(rolling.name)!.map((row) => row.failure?.cause === 'code-defect')
  return rows.get(name)!.filter((_, i) => isBad[i])
}
const meanOf = (name: string, read: (row: DeploymentRow) => number, of = bad(name)): number =>
  of.reduce((sum, row) => sum + read(row), 0) / of.length
const lostShare = (name: string): number => meanOf(name, (row) => row.requestsLost ?? Number.NaN)

test('there are enough bad releases to compare the strategies with', () => {
  expect(bad(rolling.name).length).toBeGreaterThan(8)
})

test('a canary, a preview and copies of requests each hurt fewer than half of the requests that a rolling update does', () => {
  for (const { name } of [canary, blueGreen, shadow]) {
    expect(lostShare(name), name).toBeLessThan(0.5 * lostShare(rolling.name))
  }
})

test('they take longer for a good release: the price of looking', () => {
  const good = (name: string): number =>
    meanOf(
      name,
      (row) => row.durationMs!,
      rows.get(name)!.filter((row) => row.durationMs !== null && row.recovery === null),
    )
  for (const { name } of [canary, blueGreen, shadow]) expect(good(name), name).toBeGreaterThan(good(rolling.name))
})

test('an analysis finds what an alert finds, and earlier', () => {
  const detect = (name: string): number =>
    meanOf(
      name,
      (row) => row.recovery!.detectMs,
      bad(name).filter((row) => row.recovery !== null),
    )
  expect(detect(canary.name)).toBeLessThan(detect(rolling.name))
})
