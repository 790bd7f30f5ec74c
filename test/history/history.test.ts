import { spawn } from 'node:child_process'
import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { History, trendOf } from '../../src/history/index.ts'
import { InvalidInputError } from '../../src/model/errors.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { historyRun } from './run.ts'

const open = (file: string, create = true) => History.open(file, { create })

async function refusal(file: string, create = true): Promise<string> {
  try {
    using _history = await open(file, create)
    return 'opened'
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    return `${error.message} -> ${error.remedy}`
  }
}

/** A history of so many runs, closed. */
async function filled(file: string, runs: number): Promise<void> {
  using history = await open(file)
  for (let i = 0; i < runs; i++) history.add(historyRun(i))
}

test('runs come back as they were added, the oldest first, each once', async () => {
  using folder = temporaryFolder()
  const file = folder.file('deep/history.db')
  const runs = [
    historyRun(2),
    historyRun(1, { dirty: true }),
    historyRun(3, { commit: null, dirty: null, verdicts: [] }),
  ]
  {
    using history = await open(file)
    expect(runs.map((run) => history.add(run))).toEqual([true, true, true])
    expect(history.add(historyRun(2))).toBe(false)
  }
  using again = await open(file, false)
  expect(again.list()).toEqual([runs[1], runs[0], runs[2]])
})

test('a filter takes the runs of a scenario, of a world, and the last ones', async () => {
  using folder = temporaryFolder()
  using history = await open(folder.file('h.db'))
  history.add(historyRun(1))
  history.add(historyRun(2, { scenario: 'before' }))
  history.add(historyRun(3, { environment: 'kind' }))
  const keys = (filter: Parameters<History['list']>[0]) => history.list(filter).map(({ key }) => key)
  expect(keys({ scenario: 'after' })).toEqual(['run 1', 'run 3'])
  expect(keys({ environment: 'kind' })).toEqual(['run 3'])
  expect(keys({ last: 2 })).toEqual(['run 2', 'run 3'])
})

test('six processes that begin a history together lose no run', { timeout: 60_000 }, async () => {
  using folder = temporaryFolder()
  const file = folder.file('h.db')
  const writer = fileURLToPath(new URL('./writer.ts', import.meta.url))
  const codes = await Promise.all(
    Array.from({ length: 6 }, (_, i) => {
      const child = spawn(process.execPath, [writer, file, String(i * 100), '15'], { stdio: 'inherit' })
      return new Promise<number | null>((resolve) => child.on('close', resolve))
    }),
  )
  expect(codes).toEqual([0, 0, 0, 0, 0, 0])
  using history = await open(file, false)
  const runs = history.list()
  expect(new Set(runs.map(({ key }) => key)).size).toBe(90)
  expect(runs.every(({ figures }) => figures.length === 2)).toBe(true)
})

test('a run that cannot be written whole is not written at all', async () => {
  using folder = temporaryFolder()
  using history = await open(folder.file('h.db'))
  const [first] = historyRun(1).figures
  if (first === undefined) throw new Error('a run has figures')
  expect(() => history.add(historyRun(1, { figures: [first, first] }))).toThrow(/UNIQUE/)
  expect(history.list()).toEqual([])
  expect(history.add(historyRun(1))).toBe(true)
})

test('a file that is no database is refused and left as it is', async () => {
  using folder = temporaryFolder()
  const file = folder.write('thesis.db', 'not a database. '.repeat(200))
  const before = readFileSync(file)
  expect(await refusal(file)).toMatch(/this is not a history database -> name another file with --db/)
  expect(readFileSync(file)).toEqual(before)
})

test('a database of another program is refused and left as it is', async () => {
  using folder = temporaryFolder()
  const file = folder.file('other.db')
  const other = new DatabaseSync(file)
  other.exec('CREATE TABLE thesis (words TEXT)')
  other.close()
  const before = readFileSync(file)
  expect(await refusal(file)).toMatch(/a database of another program/)
  expect(readFileSync(file)).toEqual(before)
})

test('a history of a newer seatrial is refused, and its runs are still there', async () => {
  using folder = temporaryFolder()
  const file = folder.file('h.db')
  await filled(file, 3)
  const newer = new DatabaseSync(file)
  newer.exec('PRAGMA user_version = 9')
  newer.close()
  expect(await refusal(file)).toMatch(/expected a history of version 1, got 9: a newer seatrial wrote it -> use that/)
  const later = new DatabaseSync(file)
  expect(later.prepare('SELECT count(*) AS n FROM runs').get()).toMatchObject({ n: 3 })
  later.close()
})

test('a damaged history is refused, whatever is wrong with it, and not written to', async () => {
  using folder = temporaryFolder()
  const file = folder.file('h.db')
  await filled(file, 60)
  const damages: ((copy: string) => void)[] = [
    (copy) => truncateSync(copy, 6_000),
    (copy) => {
      const bytes = readFileSync(copy)
      bytes.fill(0xff, 8_192, 16_384)
      writeFileSync(copy, bytes)
    },
  ]
  for (const [i, damage] of damages.entries()) {
    const copy = folder.file(`damaged-${i}.db`)
    copyFileSync(file, copy)
    damage(copy)
    const before = readFileSync(copy)
    expect(await refusal(copy)).toMatch(/damaged -> take it from a backup|not a history database/)
    expect(readFileSync(copy)).toEqual(before)
  }
})

test('reading a history that is not there says how to begin one', async () => {
  using folder = temporaryFolder()
  expect(await refusal(folder.file('none.db'), false)).toMatch(/there is no history yet -> add a run with/)
})

test('a trend finds where the figure changed, and leaves unfinished runs out', () => {
  const slower = (at: number) => ({
    metric: 'deployment.duration',
    statistic: 'mean',
    unit: 'ms',
    value: 1_200_000 + (at % 7) * 900,
    low: null,
    high: null,
    n: 9,
  })
  const runs = Array.from({ length: 40 }, (_, at) => historyRun(at, at < 25 ? {} : { figures: [slower(at)] }))
  const trend = trendOf('t', [...runs, historyRun(99, { partial: true })], {
    metric: 'deployment.duration',
    statistic: 'mean',
  })
  expect(trend.points).toHaveLength(40)
  expect(trend.changePoints).toMatchObject([{ index: 25 }])
  expect(trend.points[1]?.label).toBe('2030-01-02 aaaaaaa')
})
