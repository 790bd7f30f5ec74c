import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Service } from '../../src/model/fleet.ts'
import { buildFile, lockFile } from './inputs.ts'
import { revisionId, type SourceRevision } from './revision.ts'

/** The program of the synthetic services and their Dockerfile. */
const PROGRAM = fileURLToPath(new URL('../service/', import.meta.url))

/** A working copy: a folder that a build can take as its context. */
export interface WorkingCopy {
  readonly folder: string
  /** The same application files as one JSON document: what a build that checks out the branch itself gets. */
  readonly sourcesFile: string
}

/** Writes a revision of a service to a folder of its own below `root`. The same revision gives the same bytes. */
export async function checkOut(
  service: Service,
  revision: SourceRevision,
  of: { root: string; seed: number },
): Promise<WorkingCopy> {
  const copy = join(of.root, service.name, revisionId(revision))
  const folder = join(copy, 'context')
  for (const part of ['app', 'image']) await copyPrograms(join(PROGRAM, part), join(folder, part))
  await copyFile(join(PROGRAM, 'Dockerfile'), join(folder, 'Dockerfile'))
  const { faults, faultsAfterMs, spares } = revision
  const release = { revision: revisionId(revision), faults, faultsAfterMs, spares }
  await Promise.all([
    writeJson(join(folder, 'platform.json'), { release: revision.base }),
    writeJson(join(folder, 'packages.lock.json'), lockFile(service, revision, of.seed)),
    writeJson(join(folder, 'app', 'build.json'), buildFile(service, revision, of.seed)),
    writeJson(join(folder, 'app', 'release.json'), release),
  ])
  const sourcesFile = join(copy, 'sources.json')
  await writeJson(sourcesFile, await filesIn(join(folder, 'app')))
  return { folder, sourcesFile }
}

const isProgram = (name: string): boolean => name.endsWith('.ts') && !name.endsWith('.d.ts')

async function copyPrograms(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  const names = (await readdir(from)).filter(isProgram)
  await Promise.all(names.map((name) => copyFile(join(from, name), join(to, name))))
}

async function filesIn(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).toSorted()
  const files = names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)
  return Object.fromEntries(await Promise.all(files))
}

const writeJson = (file: string, value: unknown): Promise<void> => writeFile(file, `${JSON.stringify(value)}\n`)
