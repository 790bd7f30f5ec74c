import { explainSpawnError } from './spawn-error.ts'
import { type TerraformEnd, TerraformProcess } from './terraform-process.ts'

/**
 * Runs Terraform to its end, whatever its exit code. Aborting the signal lets it stop in good order and rejects with the signal's
 * reason; rejects with `EnvironmentUnavailableError` when it cannot be started.
 */
export async function runTerraform(
  folder: string,
  args: readonly string[],
  options: { readonly signal: AbortSignal; readonly env?: Readonly<Record<string, string>> },
): Promise<TerraformEnd> {
  options.signal.throwIfAborted()
  const run = new TerraformProcess(folder, args, options.env)
  return await untilEnd(run, options.signal)
}

/** Waits for the end of a run; see {@link runTerraform} for how it rejects. */
export async function untilEnd(run: TerraformProcess, signal: AbortSignal): Promise<TerraformEnd> {
  return await stoppable(run, run.ended, signal)
}

/** Waits until a run has its lock or has ended; see {@link runTerraform} for how it rejects. */
export async function untilLocked(run: TerraformProcess, signal: AbortSignal): Promise<void> {
  await stoppable(run, run.locked, signal)
}

async function stoppable<T>(run: TerraformProcess, wait: Promise<T>, signal: AbortSignal): Promise<T> {
  const stop = (): void => {
    run.stop().catch(() => {})
  }
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    const value = await wait
    if (signal.aborted) await run.ended
    signal.throwIfAborted()
    return value
  } catch (error) {
    throw explainSpawnError(error)
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
