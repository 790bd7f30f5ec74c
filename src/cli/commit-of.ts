import { execFileSync } from 'node:child_process'
import { dirname, resolve } from 'node:path'

/** The state of a version control repository. */
export interface CommitState {
  /** Null outside of a repository, without git, and before the first commit. */
  readonly commit: string | null
  /** Whether tracked files were changed since; null where there is no commit. */
  readonly dirty: boolean | null
}

/** The commit that the folder of a file is at, as git tells it. */
export function commitOf(file: string): CommitState {
  const git = (...args: readonly string[]): string | undefined => {
    try {
      const cwd = dirname(resolve(file))
      return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    } catch {
      return undefined
    }
  }
  const commit = git('rev-parse', 'HEAD')
  if (commit === undefined || commit === '') return { commit: null, dirty: null }
  const changed = git('status', '--porcelain', '--untracked-files=no')
  return { commit, dirty: changed === undefined ? null : changed !== '' }
}
