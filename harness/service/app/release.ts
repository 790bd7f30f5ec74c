import { readFileSync } from 'node:fs'
import { type Faults, parseFaults } from './faults.ts'

/** What was built: the file `release.json` beside the program, which is part of the sources. */
export interface Release {
  /** Revision of the sources that the image was built from. */
  readonly revision: string
  /** Defects of this revision: it behaves so from its start on. */
  readonly faults: Faults
}

/** Reads what was built into this image. */
export function readRelease(file: URL = new URL('release.json', import.meta.url)): Release {
  const { revision, faults } = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof revision !== 'string') throw new Error(`${file.pathname}: expected a revision`)
  return { revision, faults: parseFaults(faults ?? {}) }
}
