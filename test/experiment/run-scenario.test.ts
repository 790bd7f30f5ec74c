import { expect, test } from 'vitest'
import type { DeploymentRow } from '../../src/analysis/index.ts'
import { replayDeployment } from '../../src/experiment/replay.ts'
import { type RunOptions, runScenario, type ScenarioRun } from '../../src/experiment/run-scenario.ts'
import { reportJson } from '../../src/report/index.ts'
import { smallPrepared } from './prepared.ts'

const scenario = smallPrepared()

async function run(options: RunOptions): Promise<ScenarioRun & { rows: DeploymentRow[] }> {
  const rows: DeploymentRow[] = []
  const result = await runScenario(scenario, { onRows: (more) => rows.push(...more), ...options })
  return { ...result, rows }
}

test('the number of workers changes not a byte, nor does running it again', async () => {
  const [none, one, two, again] = [
    await run({ runs: 44, workers: 0 }),
    await run({ runs: 44, workers: 1 }),
    await run({ runs: 44, workers: 2 }),
    await run({ runs: 44, workers: 2 }),
  ]
  for (const other of [one, two, again]) {
    expect(reportJson(other.report)).toBe(reportJson(none.report))
    expect(other.rows).toEqual(none.rows)
    expect(other.recordings).toEqual(none.recordings)
  }
})

test('another seed gives other deployments', async () => {
  const [first, second] = [await run({ runs: 8, seed: 1 }), await run({ runs: 8, seed: 2 })]
  expect(second.rows.map((row) => row.durationMs)).not.toEqual(first.rows.map((row) => row.durationMs))
})

test('rows come in the order of their addresses, and exactly as many as asked for', async () => {
  const { rows, report } = await run({ runs: 19, workers: 2 })
  expect(rows.map(({ address }) => address.stretch * 8 + address.deployment)).toEqual([...rows.keys()])
  expect(rows).toHaveLength(19)
  expect(report).toMatchObject({ runs: 19, partial: false, sampling: { stretches: 3, deploymentsPerStretch: 8 } })
})

test('a deployment is the same in a short batch as in a long one', async () => {
  const [short, long] = [await run({ runs: 3 }), await run({ runs: 20 })]
  expect(short.rows).toEqual(long.rows.slice(0, 3))
})

test('each deployment of a batch is replayed exactly', async () => {
  const { rows, report, recordings } = await run({ runs: 16 })
  for (const row of rows) expect(replayDeployment(scenario, 1, row.address).row).toEqual(row)
  expect(recordings.length).toBeGreaterThan(0)
  expect(recordings).toHaveLength(report.examples.length)
  for (const recording of recordings) {
    expect(replayDeployment(scenario, 1, recording.address).recording).toEqual(recording)
  }
})

test('examples are recorded with their pods', async () => {
  const { recordings } = await run({ runs: 8 })
  expect(recordings[0]?.events.some((event) => event.kind === 'pod')).toBe(true)
})

test('a run that is stopped keeps the stretches done so far, and says that it is partial', async () => {
  const stop = new AbortController()
  const { report, rows, recordings } = await run({
    runs: 100_000,
    workers: 2,
    signal: stop.signal,
    onProgress: (done) => {
      if (done >= 24) stop.abort()
    },
  })
  expect(report).toMatchObject({ runs: 24, partial: true })
  expect(rows).toEqual((await run({ runs: 24 })).rows)
  expect(recordings).toEqual([])
})

test('a run that is stopped before it begins reports nothing done', async () => {
  const { report } = await run({ runs: 100, signal: AbortSignal.abort() })
  expect(report).toMatchObject({ runs: 0, partial: true, examples: [] })
})

test('progress counts up to the number of runs', async () => {
  const seen: [number, number][] = []
  await run({ runs: 20, onProgress: (done, total) => seen.push([done, total]) })
  expect(seen).toEqual([
    [8, 20],
    [16, 20],
    [20, 20],
  ])
})

test('an error in a callback ends the run and is passed on', async () => {
  const full = new Error('disk full')
  const failing = runScenario(scenario, {
    runs: 400,
    workers: 2,
    onRows: () => {
      throw full
    },
  })
  await expect(failing).rejects.toBe(full)
})
