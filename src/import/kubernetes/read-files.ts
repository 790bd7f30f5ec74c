import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { InvalidInputError } from '../../model/errors.ts'
import type { Source } from './documents.ts'
import type { Malformed } from './report.ts'

const MANIFESTS = new Set(['.yaml', '.yml', '.json'])

/** Folders of tools, which hold no manifests of the user's. */
const NOT_ENTERED = new Set(['.git', 'node_modules'])

/** The files found under some paths. */
export interface Files {
  readonly sources: Source[]
  readonly unreadable: Malformed[]
  /** Files of folders that are neither YAML nor JSON by their name. */
  readonly passedOver: number
}

/**
 * Reads files, and folders with everything below them in the order of their names. A file that is named is read whatever its
 * ending; one that several paths lead to is read once. A path that does not exist is an `InvalidInputError`.
 */
export function readFiles(paths: readonly string[]): Files {
  const sources: Source[] = []
  const unreadable: Malformed[] = []
  const seen = new Set<string>()
  let passedOver = 0

  const visit = (path: string, named: boolean): void => {
    try {
      const real = realpathSync(path)
      if (seen.has(real)) return
      const status = statSync(path)
      if (status.isDirectory()) {
        seen.add(real)
        for (const entry of readdirSync(path).sort()) if (!NOT_ENTERED.has(entry)) visit(join(path, entry), false)
      } else if (!named && (!status.isFile() || !MANIFESTS.has(extname(path).toLowerCase()))) {
        passedOver += 1
      } else {
        seen.add(real)
        sources.push({ file: path, text: readFileSync(path, 'utf8') })
      }
    } catch (cause) {
      const message = `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`
      if (named) throw missing(path, message, cause)
      unreadable.push({ file: path, line: 1, message })
    }
  }
  for (const path of paths) visit(path, true)
  return { sources, unreadable, passedOver }
}

function missing(path: string, message: string, cause: unknown): InvalidInputError {
  const remedy = 'give the path of a manifest file or of a folder of manifests'
  return new InvalidInputError(
    path,
    [{ path: '', message: `expected a file or folder, but it ${message}`, remedy }],
    cause,
  )
}
