import type { LocalStackFacts } from '../localstack/component.ts'
import type { Run } from '../run/run.ts'
import { readSavedPlan } from './drift.ts'
import type { Locking } from './locking.ts'
import type { PlanReading } from './plan-reading.ts'
import { runTerraform } from './run-terraform.ts'
import type { Stack } from './stack.ts'
import type { TerraformEnd } from './terraform-process.ts'
import { checkOut, PLAN_FILE, type Workspace } from './workspace.ts'

/** Where the states of a run are, and how they are locked. */
export interface StateBackend {
  readonly run: Run
  readonly store: LocalStackFacts
  readonly locking: Locking
}

/** What Terraform is told in each command that could ask. */
const QUIET = '-input=false'

/** The milliseconds of `-lock-timeout`, as Go reads a duration. */
const lockTimeout = (ms: number): string => `-lock-timeout=${ms}ms`

/** Arguments of a plan that is saved, and whose exit code tells whether there is something to do. */
export const planArgs = (lockTimeoutMs: number): readonly string[] => [
  'plan',
  QUIET,
  '-json',
  '-detailed-exitcode',
  `-out=${PLAN_FILE}`,
  lockTimeout(lockTimeoutMs),
]

/** Arguments of the apply of a saved plan. */
export const applyArgs = (lockTimeoutMs: number): readonly string[] => [
  'apply',
  QUIET,
  '-json',
  lockTimeout(lockTimeoutMs),
  PLAN_FILE,
]

/** Initialises a working copy: backend and providers. */
export function initialise(workspace: Workspace, signal: AbortSignal): Promise<TerraformEnd> {
  return runTerraform(workspace.folder, ['init', QUIET], { signal })
}

/**
 * Looks for drift: whether an apply of what was applied last would undo something that was changed outside of Terraform. Rejects with a
 * `RangeError` that has Terraform's words when it cannot tell.
 */
export async function detectDrift(stack: Stack, backend: StateBackend, signal: AbortSignal): Promise<boolean> {
  return (await lookAtPlan(stack, backend, signal)).drift
}

/** What a plan of a stack would show, without taking the lock of its state, so that it is in nobody's way. Rejects as {@link detectDrift} does. */
export async function lookAtPlan(stack: Stack, backend: StateBackend, signal: AbortSignal): Promise<PlanReading> {
  await using workspace = await initialised(stack, backend, signal)
  const end = await runTerraform(workspace.folder, [...planArgs(0), '-lock=false'], { signal })
  if (end.exitCode === 0 || end.exitCode === 2) return await readSavedPlan(workspace.folder, end.events, signal)
  throw new RangeError(`cannot tell whether ${stack.state} has drifted: ${end.error}`)
}

/** Opens the lock of a state by force, as a person does who knows that its holder is gone. Rejects when it is another lock. */
export async function forceUnlock(
  stack: Stack,
  lockId: string,
  backend: StateBackend,
  signal: AbortSignal,
): Promise<void> {
  await using workspace = await initialised(stack, backend, signal)
  const end = await runTerraform(workspace.folder, ['force-unlock', '-force', lockId], { signal })
  if (end.exitCode !== 0) throw new RangeError(`the lock ${lockId} of ${stack.state} stays: ${end.error}`)
}

/** Applies a stack as it is, with nobody to review it: how the environment gets the infrastructure that deployments then change. */
export async function applyUnseen(stack: Stack, backend: StateBackend, signal: AbortSignal): Promise<void> {
  await using workspace = await initialised(stack, backend, signal)
  const end = await runTerraform(workspace.folder, ['apply', QUIET, '-json', '-auto-approve'], { signal })
  if (end.exitCode !== 0) throw new RangeError(`cannot apply ${stack.state}: ${end.error}`)
}

/** A working copy that is ready for use. */
export async function initialised(stack: Stack, backend: StateBackend, signal: AbortSignal): Promise<Workspace> {
  const workspace = await checkOut(stack, backend)
  try {
    const end = await initialise(workspace, signal)
    if (end.exitCode !== 0) throw new RangeError(`cannot initialise ${stack.state}: ${end.error}`)
    return workspace
  } catch (error) {
    await workspace[Symbol.asyncDispose]()
    throw error
  }
}
