import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { burn } from './burn.ts'
import { payload } from './payload.ts'

/*
 * Runs in the image's build: `node install.ts LOCK_FILE FOLDER CACHE`. Puts the packages of a lock file into FOLDER. One that is in
 * the package cache is copied; any other is made ("downloaded": made-up content of its size, with work) and kept there.
 */
interface Lock {
  readonly packages: readonly { readonly name: string; readonly version: string; readonly sizeKiB: number }[]
  /** Processor time that it takes to get all of them. */
  readonly workMs: number
}

const [lockFile = '', folder = '', cache = ''] = process.argv.slice(2)
const lock: Lock = JSON.parse(readFileSync(lockFile, 'utf8'))
let fetched = 0
mkdirSync(cache, { recursive: true })
for (const { name, version, sizeKiB } of lock.packages) {
  const kept = join(cache, `${name}-${version}`)
  if (!existsSync(kept)) {
    burn(lock.workMs / lock.packages.length)
    writeFileSync(kept, payload(`${name}@${version}`, sizeKiB * 1_024))
    fetched++
  }
  const target = join(folder, name)
  mkdirSync(target, { recursive: true })
  copyFileSync(kept, join(target, 'package.bin'))
  writeFileSync(join(target, 'package.json'), JSON.stringify({ name, version }))
}
console.log(`${lock.packages.length} packages, ${fetched} fetched`)
