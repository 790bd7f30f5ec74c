import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Stack, stackFiles } from '../terraform/stack.ts'

/** What the sources of a synthetic service say of their packages. */
const packagesSchema = z.object({ packages: z.array(z.object({ name: z.string(), version: z.string() })) })

/** Copies the sources of services into a folder, each into one of its own. */
export async function copySources(sources: ReadonlyMap<string, string>, folder: string): Promise<void> {
  for (const [service, source] of sources) await cp(source, join(folder, service), { recursive: true })
}

/** A package, as far as its licence goes. */
export interface LicensedPackage {
  readonly name: string
  readonly version: string
  readonly license: string
}

/** The packages of services. Those of synthetic services are random bytes; they count as MIT. */
export async function packagesOf(sources: ReadonlyMap<string, string>): Promise<readonly LicensedPackage[]> {
  const files = [...sources.values()].map((source) => readFile(join(source, 'packages.lock.json'), 'utf8'))
  return (await Promise.all(files))
    .flatMap((file) => packagesSchema.parse(JSON.parse(file)).packages)
    .map(({ name, version }) => ({ name, version, license: 'MIT' }))
}

/**
 * Writes packages as npm does, so that it can tell their licences. All are dependencies of the change set: npm leaves out a package that
 * nobody depends on.
 */
export async function writePackages(packages: readonly LicensedPackage[], folder: string): Promise<void> {
  const dependencies = Object.fromEntries(packages.map(({ name, version }) => [name, version]))
  const manifest = { name: 'change-set', version: '1.0.0', dependencies }
  const locked = packages.map(({ name, version, license }) => [`node_modules/${name}`, { version, license }] as const)
  const lock = {
    ...manifest,
    lockfileVersion: 3,
    requires: true,
    packages: { '': manifest, ...Object.fromEntries(locked) },
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock))
}

/** Writes the configurations of stacks, each into a folder of its own. */
export async function writeStacks(stacks: readonly Stack[], folder: string): Promise<void> {
  for (const stack of stacks) {
    const path = join(folder, stack.state.replaceAll('/', '-'))
    await mkdir(path, { recursive: true })
    for (const [name, content] of Object.entries(stackFiles(stack))) await writeFile(join(path, name), content)
  }
}
