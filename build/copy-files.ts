import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

/*
 * Copies to `dist` what the real environment reads at run time and the compiler does not write: Dockerfiles, charts, scripts, and the
 * sources of the synthetic services, which are compiled when their images are built.
 */
const isSource = (file: string): boolean => file.endsWith('.ts')
const isOfServices = (file: string): boolean => /^harness\/service\/(app|image)\//.test(file)
const isForDevelopment = (file: string): boolean => file.startsWith('harness/profile/')

for (const entry of readdirSync('harness', { recursive: true, withFileTypes: true })) {
  const file = join(entry.parentPath, entry.name)
  if (!entry.isFile() || isForDevelopment(file) || (isSource(file) && !isOfServices(file))) continue
  const target = join('dist', file)
  mkdirSync(dirname(target), { recursive: true })
  copyFileSync(file, target)
}
