import { setTimeout as pause } from 'node:timers/promises'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import { Aws } from '../localstack/aws.ts'
import type { LockInfo } from './lock-info.ts'
import { untilEnd } from './run-terraform.ts'
import type { Stack } from './stack.ts'
import { initialised, type StateBackend } from './state-access.ts'
import { StateStore } from './state-store.ts'
import { TerraformProcess } from './terraform-process.ts'
import type { Workspace } from './workspace.ts'

const POLL_MS = 50
/** From the start of Terraform to the lock; it has a plan to make in between. */
const LOCK_LIMIT_MS = 60_000

/**
 * Somebody else who has started `terraform apply` on a state and leaves its question unanswered: the lock is held, and nothing is
 * changed. The proof that it landed is the lock itself, as the backend has it.
 */
export class Colleague implements AsyncDisposable {
  readonly lock: LockInfo
  private readonly run: TerraformProcess
  private readonly workspace: Workspace

  private constructor(run: TerraformProcess, workspace: Workspace, lock: LockInfo) {
    this.run = run
    this.workspace = workspace
    this.lock = lock
  }

  /** Takes the lock of a state that nobody holds. Rejects when it cannot be had. */
  static async lock(stack: Stack, backend: StateBackend, signal: AbortSignal): Promise<Colleague> {
    const workspace = await initialised({ ...stack, revision: `${stack.revision}, by a colleague` }, backend, signal)
    const run = new TerraformProcess(workspace.folder, ['apply'], { TF_INPUT: '1' })
    try {
      return new Colleague(run, workspace, await heldLock(stack.state, run, backend, signal))
    } catch (error) {
      run.crash()
      await workspace[Symbol.asyncDispose]()
      throw error
    }
  }

  /** Answers "no": the lock is given back. */
  async release(signal: AbortSignal): Promise<void> {
    this.run.answer('no')
    await untilEnd(this.run, signal)
    await this.workspace[Symbol.asyncDispose]()
  }

  /** The machine of the colleague goes away without a word. The lock stays until somebody opens it by force. */
  async abandon(): Promise<void> {
    this.run.crash()
    await this.run.ended
    await this.workspace[Symbol.asyncDispose]()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.run.stop()
    await this.workspace[Symbol.asyncDispose]()
  }
}

async function heldLock(
  state: string,
  run: TerraformProcess,
  backend: StateBackend,
  signal: AbortSignal,
): Promise<LockInfo> {
  const store = new StateStore(new Aws(backend.store.endpoint, signal), backend.store)
  const ended = run.ended.then(({ error }) => error)
  const end = performance.now() + LOCK_LIMIT_MS
  while (performance.now() < end) {
    const lock = await store.fullLockOf(state, backend.locking)
    if (lock !== undefined) return lock
    const error = await Promise.race([ended, pause(POLL_MS, undefined, { signal })])
    if (error !== undefined) throw cannotLock(state, error)
  }
  throw cannotLock(state, 'Terraform took too long')
}

const cannotLock = (state: string, why: string): EnvironmentUnavailableError =>
  new EnvironmentUnavailableError(`the lock of state ${state} cannot be taken: ${why}`, {
    where: `terraform apply on ${state}`,
    remedy: 'see who holds it ("terraform force-unlock" opens a lock whose holder is gone), and try again',
  })
