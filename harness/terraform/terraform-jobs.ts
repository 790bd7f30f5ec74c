import { external, type Kernel, type Process } from '../../src/kernel/index.ts'
import { formatAddress } from '../../src/model/events.ts'
import {
  type Deployment,
  type PlanResult,
  type RegionWork,
  type Result,
  type StateWork,
  step,
  type World,
} from '../../src/world/world.ts'
import { Aws } from '../localstack/aws.ts'
import { checksumOf } from './checksum.ts'
import { readSavedPlan } from './drift.ts'
import { hadLock } from './events.ts'
import { failureOf } from './failures.ts'
import { lockConflictIn } from './lock-info.ts'
import { untilEnd, untilLocked } from './run-terraform.ts'
import type { Stacks } from './stacks.ts'
import { applyArgs, initialise, planArgs, type StateBackend } from './state-access.ts'
import { StateStore } from './state-store.ts'
import { type TerraformEnd, TerraformProcess } from './terraform-process.ts'
import { checkOut, type Workspace } from './workspace.ts'

/**
 * Serves `changedStates`, `plan` and `apply` with Terraform. Each plan is made in a working copy of its own and saved; the apply takes
 * that saved plan, so that nothing but what was reviewed is applied, and Terraform refuses it when the state has moved on.
 */
export class TerraformJobs implements Pick<World, 'changedStates' | 'plan' | 'apply'> {
  private readonly kernel: Kernel
  private readonly backend: StateBackend
  private readonly stacks: Stacks
  /** Working copies with a saved plan, by deployment, job and state. */
  private readonly planned = new Map<string, Workspace>()

  constructor(kernel: Kernel, backend: StateBackend, stacks: Stacks) {
    this.kernel = kernel
    this.backend = backend
    this.stacks = stacks
  }

  *changedStates(work: RegionWork, deployment: Deployment): Process<readonly string[]> {
    const { spec, region } = work
    if (deployment.change.infrastructureChange) this.stacks.change(deployment.address, region, spec.states)
    const all = this.stacks.statesIn(region, spec.states)
    if (!spec.skipUnchanged) return all
    const from = this.kernel.now
    const applied = yield* external(this.kernel, (signal) => {
      const store = this.stateStore(signal)
      return Promise.all(all.map((state) => store.appliedChecksum(state)))
    })
    deployment.record(step(this.kernel.now, from, work.job, 'plan', { region }))
    return all.filter((state, index) => applied[index] !== checksumOf(this.stacks.stack(state)))
  }

  *plan(work: StateWork, deployment: Deployment): Process<PlanResult> {
    const { kernel, backend } = this
    const from = kernel.now
    const workspace = yield* external(kernel, () => checkOut(this.stacks.stack(work.state), backend))
    this.planned.set(keyOf(work, deployment), workspace)
    const init = yield* external(kernel, (signal) => initialise(workspace, signal))
    deployment.record(step(kernel.now, from, work.job, 'plan', { region: work.region }))
    if (init.exitCode !== 0) return { ok: false, failure: failureOf(init, work) }
    const end = yield* this.run(workspace, planArgs(work.spec.lockTimeoutMs), 'plan', work, deployment)
    if (end.exitCode === 0) yield* this.noteApplied(work)
    if (end.exitCode !== 0 && end.exitCode !== 2) return { ok: false, failure: failureOf(end, work) }
    const reading = yield* external(kernel, (signal) => readSavedPlan(workspace.folder, end.events, signal))
    return { ok: true, ...reading }
  }

  *apply(work: StateWork, deployment: Deployment): Process<Result> {
    const key = keyOf(work, deployment)
    const workspace = this.planned.get(key)
    if (workspace === undefined) throw new RangeError(`state ${work.state} is applied without a plan`)
    const end = yield* this.run(workspace, applyArgs(work.spec.lockTimeoutMs), 'apply', work, deployment)
    if (end.exitCode !== 0) return { ok: false, failure: failureOf(end, work) }
    yield* this.noteApplied(work, checksumOf(workspace.stack))
    return { ok: true }
  }

  /** Removes the working copies of a deployment. */
  finish(deployment: Deployment): void {
    const prefix = `${formatAddress(deployment.address)} `
    for (const [key, workspace] of this.planned) {
      if (!key.startsWith(prefix)) continue
      this.planned.delete(key)
      // What cannot be removed now goes with the run's folder.
      workspace[Symbol.asyncDispose]().catch(() => {})
    }
  }

  /** One command under the state's lock: records how long the lock was waited for, and what came after as a step. */
  private *run(
    workspace: Workspace,
    args: readonly string[],
    as: 'plan' | 'apply',
    work: StateWork,
    deployment: Deployment,
  ): Process<TerraformEnd> {
    const { kernel } = this
    const where = { region: work.region }
    const from = kernel.now
    const run = new TerraformProcess(workspace.folder, args)
    yield* external(kernel, (signal) => untilLocked(run, signal))
    const lockedAt = kernel.now
    if (work.spec.lockTimeoutMs > 0) deployment.record(step(lockedAt, from, work.job, 'lock-wait', where))
    const end = yield* external(kernel, (signal) => untilEnd(run, signal))
    const acquired = hadLock(end.events)
    if (acquired || lockConflictIn(end.error) !== undefined) {
      const lock = `state ${work.state}`
      const at = acquired ? lockedAt : kernel.now
      deployment.record({ kind: 'lock', at, job: work.job, lock, wait: lockedAt - from, acquired })
    }
    if (acquired) deployment.record(step(kernel.now, lockedAt, work.job, as, where))
    return end
  }

  private *noteApplied(work: StateWork, checksum = checksumOf(this.stacks.stack(work.state))): Process<void> {
    yield* external(this.kernel, (signal) => this.stateStore(signal).noteApplied(work.state, checksum))
  }

  private stateStore(signal: AbortSignal): StateStore {
    const { store } = this.backend
    return new StateStore(new Aws(store.endpoint, signal), store)
  }
}

const keyOf = (work: StateWork, deployment: Deployment): string =>
  `${formatAddress(deployment.address)} ${work.job} ${work.state}`
