import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Run } from '../run/run.ts'
import { ToolFailedError } from '../tool/tool-failed-error.ts'
import { BRANCH } from './address.ts'
import { git } from './git.ts'
import { GitUnavailableError } from './git-unavailable-error.ts'

/** How long a push may take. It is not interrupted: afterwards nobody could say whether it arrived. */
const PUSH_LIMIT_MS = 30_000

/** The hash of a commit. */
export type Commit = string

/** How a revert ended. */
export type Revert =
  | { readonly ok: true; readonly commit: Commit }
  /** What was changed again since. Nothing was committed. */
  | { readonly ok: false; readonly conflicts: readonly string[] }

/**
 * A working copy of the repository that the harness serves, and the only one that pushes to it. Changes happen one after another, and each
 * is pushed at once; one that cannot be pushed is taken back.
 */
export class GitRepository {
  /** The folder of the working copy. */
  readonly folder: string
  private readonly remote: string
  private readonly order = new Map<Commit, number>()
  private last: Promise<unknown> = Promise.resolve()

  private constructor(folder: string, remote: string) {
    this.folder = folder
    this.remote = remote
  }

  /** Clones the repository at `remote`, an address or a path, into the run's folder. */
  static async open(run: Run, remote: string, signal: AbortSignal): Promise<GitRepository> {
    const repository = new GitRepository(join(run.folder, 'configuration'), remote)
    await rm(repository.folder, { recursive: true, force: true })
    await git(['clone', '--quiet', repository.remote, repository.folder], { signal })
    await repository.git(['symbolic-ref', 'HEAD', `refs/heads/${BRANCH}`])
    await repository.readOrder()
    return repository
  }

  /**
   * Commits these files (by path; no text removes one) and pushes. Returns the commit that has them, which is the head of before when nothing
   * differs. Rejects with {@link GitUnavailableError} when the server does not take it.
   */
  commit(message: string, files: ReadonlyMap<string, string | undefined>): Promise<Commit> {
    return this.inTurn(async () => {
      for (const [path, text] of files) await this.write(path, text)
      await this.git(['add', '--all'])
      const isSame = this.order.size > 0 && (await this.git(['status', '--porcelain'])) === ''
      if (isSame) return await this.head()
      await this.git(['commit', '--quiet', '--allow-empty', '--message', message])
      return await this.push()
    })
  }

  /** Reverts commits, the last one first, with one new commit, as `git revert` does, and pushes. Rejects as {@link commit} does. */
  revert(message: string, commits: readonly Commit[]): Promise<Revert> {
    return this.inTurn(async () => {
      try {
        await this.git(['revert', '--no-commit', ...[...commits].reverse()])
      } catch (error) {
        if (!(error instanceof ToolFailedError)) throw error
        const conflicts = await this.git(['diff', '--name-only', '--diff-filter=U'])
        await this.git(['reset', '--quiet', '--hard', 'HEAD'])
        if (conflicts === '') throw error
        return { ok: false, conflicts: conflicts.split('\n') }
      }
      await this.git(['commit', '--quiet', '--allow-empty', '--message', message])
      return { ok: true, commit: await this.push() }
    })
  }

  /** The text of a file at the last commit. */
  read(path: string): Promise<string> {
    return this.inTurn(() => readFile(join(this.folder, path), 'utf8'))
  }

  /** Whether a revision, as others report it, is this commit or one that came after it. */
  has(revision: string | undefined, commit: Commit): boolean {
    const [at, wanted] = [this.order.get(revision ?? ''), this.order.get(commit)]
    return at !== undefined && wanted !== undefined && at >= wanted
  }

  private async write(path: string, text: string | undefined): Promise<void> {
    const file = join(this.folder, path)
    if (text === undefined) return await rm(file, { force: true })
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }

  private async push(): Promise<Commit> {
    const head = await this.head()
    try {
      await this.git(['push', '--quiet', this.remote, `HEAD:${BRANCH}`], AbortSignal.timeout(PUSH_LIMIT_MS))
    } catch (error) {
      if (!(await this.isPushed(head))) {
        await this.takeBack()
        throw new GitUnavailableError(this.remote, error)
      }
    }
    this.order.set(head, this.order.size)
    return head
  }

  /** Whether a push whose answer was lost has arrived. */
  private async isPushed(head: Commit): Promise<boolean> {
    try {
      const refs = await this.git(
        ['ls-remote', this.remote, `refs/heads/${BRANCH}`],
        AbortSignal.timeout(PUSH_LIMIT_MS),
      )
      return refs.startsWith(head)
    } catch {
      return false
    }
  }

  /** Back to the last commit that was pushed. */
  private async takeBack(): Promise<void> {
    const pushed = [...this.order.keys()].at(-1)
    if (pushed !== undefined) return void (await this.git(['reset', '--quiet', '--hard', pushed]))
    await this.git(['update-ref', '-d', 'HEAD'])
  }

  private async readOrder(): Promise<void> {
    try {
      const commits = await this.git(['rev-list', '--reverse', 'HEAD'])
      for (const commit of commits.split('\n')) this.order.set(commit, this.order.size)
    } catch (error) {
      // A repository without commits has no HEAD.
      if (!(error instanceof ToolFailedError)) throw error
    }
  }

  private head(): Promise<Commit> {
    return this.git(['rev-parse', 'HEAD'])
  }

  private git(args: readonly string[], signal?: AbortSignal): Promise<string> {
    return git(args, { cwd: this.folder, signal })
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work)
    this.last = result.catch(() => {})
    return result
  }
}
