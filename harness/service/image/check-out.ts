import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/*
 * Runs in the image's build: `node check-out.ts SOURCES TO`. Writes files from one JSON document `{ "name": "content" }`, as a
 * `git clone` would: from outside of the build's context.
 */
const [sources = '', to = ''] = process.argv.slice(2)
mkdirSync(to, { recursive: true })
for (const [name, content] of Object.entries(JSON.parse(readFileSync(sources, 'utf8')))) {
  writeFileSync(join(to, name), String(content))
}
