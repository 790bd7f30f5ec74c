import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LocalStackFacts } from '../localstack/component.ts'
import type { Run } from '../run/run.ts'
import { backendFile } from './backend.ts'
import type { Locking } from './locking.ts'
import { type Stack, stackFiles } from './stack.ts'

/** Where the working copies of a run lie. */
export const workspacesOf = (run: Run): string => join(run.folder, 'terraform')

/**
 * A working copy of one stack, as a job gets from a checkout: two jobs have two, so that only the lock of the state keeps them apart.
 * Disposing of it removes the folder.
 */
export interface Workspace extends AsyncDisposable {
  readonly folder: string
  readonly stack: Stack
  [Symbol.asyncDispose](): Promise<void>
}

/** Name of the file that a plan is saved in. */
export const PLAN_FILE = 'saved.tfplan'

/** Writes a stack's files, with its backend, into a folder of its own. */
export async function checkOut(
  stack: Stack,
  of: { readonly run: Run; readonly store: LocalStackFacts; readonly locking: Locking },
): Promise<Workspace> {
  const parent = workspacesOf(of.run)
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(join(parent, `${stack.state.replaceAll('/', '-')}-`))
  const files = { ...stackFiles(stack), 'backend.tf': backendFile(stack.state, of.store, of.locking) }
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  return { folder, stack, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}
