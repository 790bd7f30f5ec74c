import { createHash } from 'node:crypto'
import type { Faults } from '../service/app/faults.ts'

/** One state of a service's repository: how often each of its inputs has changed, and what is wrong with the code. */
export interface SourceRevision {
  readonly service: string
  /** The branch that its changes are on; absent while it has none, so that all branches start at the same revision. */
  readonly branch?: string
  /** Changes of what all images are based on. */
  readonly base: number
  /** Changes of the lock file. */
  readonly lockFile: number
  /** Changes of the code. */
  readonly source: number
  /** Defects in the code of this revision. */
  readonly faults: Faults
  /** From the start of a process until the defects show; at once when absent. */
  readonly faultsAfterMs?: number
  /** Places in which the defects do not show. */
  readonly spares?: readonly string[]
}

/** The name of a revision, which its image carries as tag and inside: the number of the change and a hash of everything. */
export function revisionId(revision: SourceRevision): string {
  return `r${revision.source}-${shortHash(revision)}`
}

/** Twelve hexadecimal digits that depend on a value. */
export const shortHash = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12)
