import { mkdir, readdir, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Run, requireRunId } from './run.ts'

/**
 * The folder under which every run has its own: `SEATRIAL_STATE`, else `$XDG_STATE_HOME/seatrial`, else
 * `~/.local/state/seatrial` (XDG Base Directory Specification 0.8: state that should persist between restarts).
 */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.SEATRIAL_STATE) return resolve(env.SEATRIAL_STATE)
  return join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'seatrial')
}

/** A run by its id, whether or not anything of it exists. */
export const runOf = (id: string, state: string = stateFolder()): Run => ({ id, folder: join(state, requireRunId(id)) })

/** Makes the folder of a run. Kubeconfigs lie in it: only this user may read it. */
export async function makeRunFolder(run: Run): Promise<void> {
  await mkdir(run.folder, { recursive: true, mode: 0o700 })
}

/** Removes the folder of a run with all that is in it. Not an error when there is none. */
export async function removeRunFolder(run: Run): Promise<void> {
  await rm(run.folder, { recursive: true, force: true })
}

/** Ids of the runs that have a folder. */
export async function runsWithFolder(state: string = stateFolder()): Promise<readonly string[]> {
  try {
    const entries = await readdir(state, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
