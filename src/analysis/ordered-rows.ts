import type { Attribution } from '../model/attribution.ts'
import type { DeploymentAddress } from '../model/events.ts'
import { OUTCOMES, type Outcome } from '../model/outcome.ts'
import type { Millis } from '../model/units.ts'
import type { Column } from './column.ts'
import {
  CRITICAL_COLUMN,
  type FailureKey,
  failureOfWord,
  type NumberColumn,
  STAGE_COLUMN,
  type WordColumn,
} from './columns-of-row.ts'

/** Thrown when a deployment was aggregated twice: its figures would count double. */
export class DuplicateDeploymentError extends Error {
  override readonly name = 'DuplicateDeploymentError'
  readonly code = 'DUPLICATE_DEPLOYMENT'
}

/** What an aggregator holds, in the order of arrival. */
export interface StoredRows {
  readonly size: number
  readonly columns: ReadonlyMap<string, Column>
  readonly words: readonly string[]
  readonly critical: ReadonlyMap<string, number>
}

/** Reads one number of each row by its position; NaN where the row has none. */
export type Reader = (row: number) => number

/** The rows of an aggregator by address. Positions count from 0 in that order. */
export class OrderedRows {
  readonly size: number
  /** First position of each stretch, and the number of rows at the end. */
  readonly bounds: readonly number[]
  private readonly stored: StoredRows
  private readonly order: Uint32Array

  constructor(stored: StoredRows) {
    this.stored = stored
    this.size = stored.size
    const stretch = this.stored.columns.get('stretch')
    const deployment = this.stored.columns.get('deployment')
    this.order = Uint32Array.from({ length: this.size }, (_, i) => i)
    const compare = (a: number, b: number): number =>
      stretch!.get(a) - stretch!.get(b) || deployment!.get(a) - deployment!.get(b)
    this.order.sort(compare)
    const bounds: number[] = []
    for (let i = 0; i < this.size; i++) {
      const same = i > 0 ? compare(this.order[i - 1]!, this.order[i]!) : Number.NaN
      if (same === 0) {
        const { stretch, deployment } = this.address(i)
        throw new DuplicateDeploymentError(`deployment ${stretch}.${deployment}: expected one row, got two`)
      }
      if (i === 0 || stretch!.get(this.order[i - 1]!) !== stretch!.get(this.order[i]!)) bounds.push(i)
    }
    this.bounds = [...bounds, this.size]
  }

  /** Number of stretches. */
  get stretches(): number {
    return this.bounds.length - 1
  }

  /** Reads a column of numbers. */
  numbers(name: NumberColumn): Reader {
    return this.reader(name)
  }

  /** Reads the duration of a stage. */
  stageDuration(stage: string): Reader {
    return this.reader(STAGE_COLUMN + stage)
  }

  /** Reads a stage's part of the critical path; a stage that is not on it has none. */
  criticalTime(stage: string): Reader {
    return this.reader(CRITICAL_COLUMN + stage)
  }

  /** Stages that are on the critical path of at least one deployment, by name. */
  criticalStages(): string[] {
    return [...this.stored.columns.keys()]
      .filter((name) => name.startsWith(CRITICAL_COLUMN))
      .map((name) => name.slice(CRITICAL_COLUMN.length))
      .sort()
  }

  /** Time on the critical paths of all deployments that have a duration, by `stage/step`, keys in order. */
  criticalTotals(): [key: string, totalMs: Millis][] {
    return [...this.stored.critical].sort(([a], [b]) => (a < b ? -1 : 1))
  }

  address(row: number): DeploymentAddress {
    return { stretch: this.numbers('stretch')(row), deployment: this.numbers('deployment')(row) }
  }

  outcome(row: number): Outcome {
    return OUTCOMES[this.numbers('outcome')(row)]!
  }

  failure(row: number): FailureKey | null {
    const word = this.word('failure', row)
    return word === null ? null : failureOfWord(word)
  }

  /** What went wrong and how it got so far; null when nothing was wrong. */
  attribution(row: number): Attribution | null {
    const word = this.word('attribution', row)
    return word === null ? null : (JSON.parse(word) as Attribution)
  }

  /** How the problem in production was found. */
  detectionPath(row: number): string | null {
    return this.word('path', row)
  }

  /** The numbers that rows have, in clusters by stretch (the unit of replication); stretches without any are empty. */
  clusters(read: Reader): number[][] {
    const clusters: number[][] = []
    for (let s = 0; s < this.stretches; s++) {
      const cluster: number[] = []
      for (let i = this.bounds[s]!; i < this.bounds[s + 1]!; i++) {
        const value = read(i)
        if (!Number.isNaN(value)) cluster.push(value)
      }
      clusters.push(cluster)
    }
    return clusters
  }

  private reader(name: string): Reader {
    const column = this.stored.columns.get(name)
    return column === undefined ? () => Number.NaN : (row) => column.get(this.order[row]!)
  }

  private word(name: WordColumn, row: number): string | null {
    const code = this.reader(name)(row)
    return Number.isNaN(code) ? null : this.stored.words[code]!
  }
}
