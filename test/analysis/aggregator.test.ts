import { describe, expect, it } from 'vitest'
import { Aggregator, type DeploymentRow, DuplicateDeploymentError, transferables } from '../../src/analysis/index.ts'
import { failed, plausibleRows, recoveryOf, row } from './rows.ts'

const aggregate = (rows: readonly DeploymentRow[]): Aggregator => {
  const aggregator = new Aggregator()
  for (const each of rows) aggregator.add(each)
  return aggregator
}

/** All that can be read from an aggregator, as text. */
function contents(aggregator: Aggregator): string {
  const rows = aggregator.read()
  const lines = Array.from({ length: rows.size }, (_, i) => [
    rows.address(i),
    rows.outcome(i),
    rows.failure(i),
    rows.detectionPath(i),
    rows.numbers('durationMs')(i),
    rows.stageDuration('test')(i),
    rows.criticalTime('build')(i),
  ])
  return JSON.stringify([rows.bounds, rows.criticalStages(), rows.criticalTotals(), lines])
}

describe('Aggregator', () => {
  it('reads the same whatever order rows came in and however many workers sent them', () => {
    const rows = plausibleRows(12, 7)
    const expected = contents(aggregate(rows))
    expect(contents(aggregate(rows.toReversed()))).toBe(expected)
    const workers = [0, 1, 2].map((w) => aggregate(rows.filter((each) => each.address.stretch % 3 === w)))
    const merged = new Aggregator()
    for (const worker of workers.reverse()) merged.merge(worker.drain())
    expect(contents(merged)).toBe(expected)
  })

  it('sends its rows to another thread and keeps none', () => {
    const worker = aggregate(plausibleRows(2, 5))
    const expected = contents(worker)
    const batch = worker.drain()
    const main = new Aggregator()
    main.merge(structuredClone(batch, { transfer: transferables(batch) }))
    expect(contents(main)).toBe(expected)
    expect(worker.size).toBe(0)
    expect(batch.columns.every((column) => column.values.length === 0)).toBe(true)
  })

  it('can be filled again after its rows were sent', () => {
    const rows = plausibleRows(4, 5)
    const worker = new Aggregator()
    const main = new Aggregator()
    for (const stretch of [0, 1, 2, 3]) {
      for (const each of rows) if (each.address.stretch === stretch) worker.add(each)
      main.merge(worker.drain())
    }
    expect(contents(main)).toBe(contents(aggregate(rows)))
  })

  it('takes less than 300 bytes a row', () => {
    const aggregator = aggregate(plausibleRows(500, 40))
    expect(aggregator.size).toBe(20_000)
    expect(aggregator.bytes / aggregator.size).toBeLessThan(300)
  })

  it('gives back what rows have and says nothing of what they do not have', () => {
    const rows = aggregate([
      row(1, 0, { outcome: 'failed', failure: failed('drift', 'infrastructure'), recovery: recoveryOf(400) }),
      row(0, 3, { outcome: 'blocked', failure: failed('vulnerability', 'security-scan') }),
      row(0, 1, { stageMs: { test: 5 } }),
    ]).read()
    expect([0, 1, 2].map((i) => rows.address(i))).toEqual([
      { stretch: 0, deployment: 1 },
      { stretch: 0, deployment: 3 },
      { stretch: 1, deployment: 0 },
    ])
    expect([0, 1, 2].map((i) => rows.outcome(i))).toEqual(['succeeded', 'blocked', 'failed'])
    expect(rows.failure(2)).toEqual({ cause: 'drift', stage: 'infrastructure', class: 'script-failure', origin: '' })
    expect([0, 1, 2].map((i) => rows.detectionPath(i))).toEqual([null, null, 'alert'])
    expect(rows.clusters(rows.numbers('recoveryMs'))).toEqual([[], [400]])
    expect(rows.clusters(rows.stageDuration('test'))).toEqual([[5], []])
  })

  it('refuses to count a deployment twice', () => {
    expect(() => aggregate([row(3, 7), row(0, 0), row(3, 7)]).read()).toThrow(DuplicateDeploymentError)
    expect(() => aggregate([row(3, 7), row(3, 7)]).read()).toThrow('deployment 3.7: expected one row, got two')
  })
})
