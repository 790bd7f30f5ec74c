import { readFileSync } from 'node:fs'
import { type Faults, parseFaults } from './faults.ts'

/** What was built: the file `release.json` beside the program, which is part of the sources. */
export interface Release {
  /** Revision of the sources that the image was built from. */
  readonly revision: string
  /** Defects of this revision. */
  readonly faults: Faults
  /** From the start of the process until it behaves so; a crash counts for itself. */
  readonly faultsAfterMs: number
}

/** As it lies in the file. */
interface Written {
  readonly revision?: unknown
  readonly faults?: unknown
  readonly faultsAfterMs?: number
  /** Regions in which the defects do not show. */
  readonly spares?: readonly string[]
}

/** Reads what was built into this image, for an instance in a region. */
export function readRelease(region: string, file: URL = new URL('release.json', import.meta.url)): Release {
  const written: Written = JSON.parse(readFileSync(file, 'utf8'))
  const { revision, faults = {}, faultsAfterMs = 0, spares = [] } = written
  if (typeof revision !== 'string') throw new Error(`${file.pathname}: expected a revision`)
  return { revision, faults: spares.includes(region) ? {} : parseFaults(faults), faultsAfterMs }
}
