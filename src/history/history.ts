import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { HistoryFigure, HistoryRun } from '../model/history.ts'
import { openDatabase } from './database.ts'
import { explainHistoryError } from './explain-error.ts'
import { type FigureRow, figureOfRow, type RunRow, runOfRow } from './rows.ts'

/** Which runs are meant; all of them when nothing is given. */
export interface RunFilter {
  readonly scenario?: string | undefined
  readonly environment?: 'sim' | 'kind' | undefined
  /** The last so many of them. */
  readonly last?: number | undefined
}

/** Runs that were kept, in one SQLite file. Any number of processes may add to it at once. */
export class History implements Disposable {
  readonly file: string
  private readonly database: DatabaseSync

  private constructor(file: string, database: DatabaseSync) {
    this.file = file
    this.database = database
  }

  /** Opens it; see {@link openDatabase}. */
  static async open(file: string, options: { readonly create: boolean }): Promise<History> {
    return new History(file, await openDatabase(file, options))
  }

  /** Adds a run, whole or not at all. False when it is there already. */
  add(run: HistoryRun): boolean {
    return this.attempt(() => {
      this.database.exec('BEGIN IMMEDIATE')
      try {
        const added = this.insert(run)
        this.database.exec('COMMIT')
        return added
      } catch (error) {
        if (this.database.isTransaction) this.database.exec('ROLLBACK')
        throw error
      }
    })
  }

  /** Runs in the order of time, the oldest first. */
  list(filter: RunFilter = {}): HistoryRun[] {
    return this.attempt(() => {
      const { where, values } = conditions(filter)
      const newest = `SELECT * FROM runs ${where} ORDER BY recorded_at DESC, id DESC LIMIT ?`
      const rows = this.database.prepare(newest).all(...values, filter.last ?? -1) as unknown as RunRow[]
      const figures = this.database.prepare('SELECT * FROM figures WHERE run = ? ORDER BY metric, statistic')
      const verdicts = this.database.prepare('SELECT target, status FROM verdicts WHERE run = ? ORDER BY target')
      return rows
        .reverse()
        .map((row) =>
          runOfRow(
            row,
            (figures.all(row.id) as unknown as FigureRow[]).map(figureOfRow),
            verdicts.all(row.id).map((verdict) => ({ ...verdict })) as unknown as HistoryRun['verdicts'],
          ),
        )
    })
  }

  [Symbol.dispose](): void {
    this.database.close()
  }

  private insert(run: HistoryRun): boolean {
    const columns = {
      key: run.key,
      recorded_at: run.recordedAt,
      scenario: run.scenario,
      scenario_hash: run.scenarioHash,
      environment: run.environment,
      seed: run.seed,
      runs: run.runs,
      partial: Number(run.partial),
      commit_id: run.commit,
      dirty: run.dirty === null ? null : Number(run.dirty),
      host: run.host,
      seatrial: run.seatrial,
    } satisfies Omit<RunRow, 'id'>
    const { changes, lastInsertRowid } = this.put('INSERT OR IGNORE INTO runs', columns)
    if (changes === 0) return false
    for (const figure of run.figures) this.put('INSERT INTO figures', { run: lastInsertRowid, ...plain(figure) })
    for (const { target, status } of run.verdicts)
      this.put('INSERT OR IGNORE INTO verdicts', { run: lastInsertRowid, target, status })
    return true
  }

  private put(into: string, columns: Readonly<Record<string, SQLInputValue>>) {
    const names = Object.keys(columns)
    const marks = names.map(() => '?').join(', ')
    return this.database.prepare(`${into} (${names.join(', ')}) VALUES (${marks})`).run(...Object.values(columns))
  }

  private attempt<T>(action: () => T): T {
    try {
      return action()
    } catch (error) {
      throw explainHistoryError(error, this.file)
    }
  }
}

const plain = ({ metric, statistic, unit, value, low, high, n }: HistoryFigure) => ({
  ...{ metric, statistic, unit, value, low, high, n },
})

function conditions({ scenario, environment }: RunFilter): { where: string; values: string[] } {
  const all = [
    { clause: 'scenario = ?', value: scenario },
    { clause: 'environment = ?', value: environment },
  ].filter((one): one is { clause: string; value: string } => one.value !== undefined)
  const where = all.length === 0 ? '' : `WHERE ${all.map(({ clause }) => clause).join(' AND ')}`
  return { where, values: all.map(({ value }) => value) }
}
