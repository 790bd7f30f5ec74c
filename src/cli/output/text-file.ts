import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { explainWriteError } from './write-error.ts'

/** Names of files that are being written; left behind only by a process that was killed. */
export const isUnfinished = (path: string): boolean => /^\.seatrial-.*\.unfinished$/.test(basename(path))

/**
 * A file that appears under its name only when it is complete: it is written beside it, synchronously (a report is the
 * last thing a process does, and rows come in whole stretches), and renamed at the end.
 */
export class TextFile implements Disposable {
  readonly #path: string
  readonly #unfinished: string
  #descriptor: number | undefined

  /** Makes the folder and begins the file. */
  constructor(path: string) {
    this.#path = path
    this.#unfinished = join(dirname(path), `.seatrial-${basename(path)}.unfinished`)
    this.#attempt(() => {
      mkdirSync(dirname(path), { recursive: true })
      this.#descriptor = openSync(this.#unfinished, 'w')
    })
  }

  /** Appends text. */
  write(text: string): void {
    const bytes = Buffer.from(text)
    this.#attempt(() => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#descriptor as number, bytes, at)
    })
  }

  /** Puts the complete file in place. */
  finish(): void {
    this.#attempt(() => {
      this.#close()
      renameSync(this.#unfinished, this.#path)
    })
  }

  /** Removes what was written unless it was finished. */
  [Symbol.dispose](): void {
    this.#close()
    rmSync(this.#unfinished, { force: true })
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
  }

  #attempt(action: () => void): void {
    try {
      action()
    } catch (error) {
      throw explainWriteError(error, this.#path)
    }
  }
}

/** Writes a whole file at once; see {@link TextFile}. */
export function writeTextFile(path: string, text: string): void {
  using file = new TextFile(path)
  file.write(text)
  file.finish()
}
