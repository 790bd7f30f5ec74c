import { readFileSync } from 'node:fs'

/** The version in the package.json that this file belongs to, from source or built. */
export function packageVersion(): string {
  for (let folder = new URL('.', import.meta.url); ; folder = new URL('..', folder)) {
    const text = readIfThere(new URL('package.json', folder))
    if (text !== undefined) return (JSON.parse(text) as { version: string }).version
    if (folder.pathname === '/') return 'unknown'
  }
}

function readIfThere(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
