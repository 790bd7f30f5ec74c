import { createHash } from 'node:crypto'
import { type Stack, stackFiles } from './stack.ts'

/** SHA-256 over the names and contents of a stack's files: equal exactly when the configurations are. */
export function checksumOf(stack: Stack): string {
  const hash = createHash('sha256')
  for (const [name, content] of Object.entries(stackFiles(stack)).sort(byName)) {
    hash.update(`${name.length} ${name} ${content.length} ${content}`)
  }
  return hash.digest('hex')
}

const byName = ([a]: readonly [string, string], [b]: readonly [string, string]): number => (a < b ? -1 : 1)
