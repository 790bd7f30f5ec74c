import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { burn } from './burn.ts'
import { payload } from './payload.ts'

/*
 * Runs in the image's build: `node compile.ts FROM TO`. Turns TypeScript into JavaScript, takes everything else as it is, and does the
 * work and adds the size that `build.json` asks for. Programs that are compiled already are taken as they are.
 */
const [from = '', to = ''] = process.argv.slice(2)
const { workMs, sizeKiB } = JSON.parse(readFileSync(join(from, 'build.json'), 'utf8'))
mkdirSync(to, { recursive: true })
for (const name of readdirSync(from)) {
  const text = readFileSync(join(from, name), 'utf8')
  if (!name.endsWith('.ts')) writeFileSync(join(to, name), text)
  else writeFileSync(join(to, name.replace(/\.ts$/, '.js')), withJsImports(stripTypeScriptTypes(text)))
}
writeFileSync(join(to, 'package.json'), '{ "type": "module" }\n')
writeFileSync(join(to, 'assets.bin'), payload(readFileSync(join(from, 'release.json'), 'utf8'), sizeKiB * 1_024))
burn(workMs)
// Seen in the output of the build: this instruction was executed, not found in a cache.
console.log(`compiled to ${to}`)

function withJsImports(text: string): string {
  return text.replaceAll(/(from '\.\/[^']*)\.ts'/g, "$1.js'")
}
