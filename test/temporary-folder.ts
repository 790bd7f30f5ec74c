import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder outside the repository that is gone when the test is over. */
export interface TemporaryFolder extends Disposable {
  readonly path: string
  /** Path of a file in it. */
  file(name: string): string
  /** Writes a file (text as it is, anything else as JSON) and returns its path. */
  write(name: string, content: unknown): string
}

/** Makes one. */
export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'seatrial-test-'))
  const file = (name: string): string => join(path, name)
  return {
    path,
    file,
    write: (name, content) => {
      mkdirSync(dirname(file(name)), { recursive: true })
      writeFileSync(file(name), typeof content === 'string' ? content : JSON.stringify(content))
      return file(name)
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  }
}
