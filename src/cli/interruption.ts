import { InterruptedError, TimeLimitError } from '../model/errors.ts'
import { EXIT_CODES } from './exit-codes.ts'

/** Stops a command on Ctrl-C, on SIGTERM, or when its time is over. */
export interface Interruption extends Disposable {
  readonly signal: AbortSignal
  /** Why it was stopped, if it was. */
  readonly reason: InterruptedError | TimeLimitError | undefined
}

/**
 * Listens until it is disposed of. The first Ctrl-C lets the command write what it has; a second one ends the process at
 * once. `timeoutMs` counts from now.
 */
export function listenForInterruption(command: string, timeoutMs: number | undefined): Interruption {
  const controller = new AbortController()
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(EXIT_CODES.interrupted)
    controller.abort(
      new InterruptedError('interrupted', { where: command, remedy: 'the results so far are marked partial' }),
    )
  }
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          const message = `the time limit of ${timeoutMs / 1_000} s is over`
          const remedy = 'give it more time with --timeout, or fewer deployments with --runs'
          controller.abort(new TimeLimitError(message, { where: command, remedy }))
        }, timeoutMs)
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  return {
    signal: controller.signal,
    get reason() {
      return controller.signal.aborted ? controller.signal.reason : undefined
    },
    [Symbol.dispose]() {
      clearTimeout(timer)
      process.off('SIGINT', interrupt)
      process.off('SIGTERM', interrupt)
    },
  }
}
