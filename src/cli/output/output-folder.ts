import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { InvalidInputError } from '../../model/errors.ts'
import { beginRunInfo, type RunInfo, runInfoSchema } from './run-info.ts'
import { isUnfinished, TextFile, writeTextFile } from './text-file.ts'
import { explainWriteError } from './write-error.ts'

const RUN_INFO = 'run-info.json'

/**
 * The folder of `--out`. Holds the files of one run only: claiming it removes those of the run before, and refuses a
 * folder with anything else in it.
 */
export class OutputFolder {
  readonly path: string
  #info: RunInfo

  private constructor(path: string, info: RunInfo) {
    this.path = path
    this.#info = info
  }

  /** Makes the folder, or empties it of the files of an earlier run. Throws InvalidInputError when others are in it. */
  static claim(path: string): OutputFolder {
    if (existsSync(path) && !statSync(path).isDirectory()) throw refusal(path, 'it is a file, not a folder')
    try {
      mkdirSync(path, { recursive: true })
      const present = filesBelow(path)
      const own = new Set([RUN_INFO, ...ownFiles(path)])
      const foreign = present.filter((file) => !own.has(file) && !isUnfinished(file))
      if (foreign.length > 0) throw foreignFiles(path, foreign)
      for (const file of present) remove(path, file)
    } catch (error) {
      throw explainWriteError(error, path)
    }
    const folder = new OutputFolder(path, beginRunInfo())
    folder.#writeInfo()
    return folder
  }

  /** Begins a file that is written piece by piece. */
  open(name: string): TextFile {
    this.#own(name)
    return new TextFile(join(this.path, name))
  }

  /** Writes a whole file. */
  write(name: string, text: string): void {
    this.#own(name)
    writeTextFile(join(this.path, name), text)
  }

  /** Records the end of the run. */
  finish(exitCode: number): void {
    this.#info = { ...this.#info, finishedAt: new Date().toISOString(), exitCode }
    this.#writeInfo()
  }

  /** A file counts as ours from before it exists, so that a killed run can be cleared away too. */
  #own(name: string): void {
    this.#info = { ...this.#info, files: [...this.#info.files, name] }
    this.#writeInfo()
  }

  #writeInfo(): void {
    writeTextFile(join(this.path, RUN_INFO), `${JSON.stringify(this.#info, null, 2)}\n`)
  }
}

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length).split(sep).filter(Boolean).join('/'))
    .sort()
}

/** Files that an earlier run says are its own; none where there is no readable run-info.json. */
function ownFiles(path: string): readonly string[] {
  const file = join(path, RUN_INFO)
  if (!existsSync(file)) return []
  try {
    return runInfoSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).files
  } catch {
    return []
  }
}

/** Removes a file, and its folders up to `path` as they become empty. */
function remove(path: string, file: string): void {
  rmSync(join(path, file))
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) {
    if (readdirSync(join(path, folder)).length > 0) return
    rmdirSync(join(path, folder))
  }
}

const refusal = (path: string, message: string): InvalidInputError =>
  new InvalidInputError(`--out ${path}`, [{ path: '', message, remedy: 'name a new folder, or an empty one' }])

function foreignFiles(path: string, files: readonly string[]): InvalidInputError {
  const named = files.slice(0, 5).join(', ')
  const more = files.length > 5 ? ` and ${files.length - 5} more` : ''
  return refusal(path, `there are files in it that seatrial did not write: ${named}${more}`)
}
