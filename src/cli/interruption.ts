import { InterruptedError, TimeLimitError } from '../model/errors.ts'
import { EXIT_CODES } from './exit-codes.ts'

/** Stops a command on Ctrl-C, on SIGTERM, or when its time is over. */
export interface Interruption extends Disposable {
  readonly signal: AbortSignal
  /** Why it was stopped, if it was. */
  readonly reason: InterruptedError | TimeLimitError | undefined
}

/** What is said of an interruption. */
export interface InterruptionTexts {
  readonly interrupted: string
  readonly timeout?: string
  /** Said at the second Ctrl-C, which then has no other effect: the process ends at the third. */
  readonly repeated?: string
}

const OF_A_RUN: InterruptionTexts = {
  interrupted: 'the results so far are marked partial',
  timeout: 'give it more time with --timeout, or fewer deployments with --runs',
}

/**
 * Listens until it is disposed of. The first Ctrl-C lets the command write what it has, or remove what it made; the next one ends
 * the process at once, unless `texts` asks for patience. `timeoutMs` counts from now.
 */
export function listenForInterruption(
  command: string,
  timeoutMs: number | undefined,
  texts: InterruptionTexts = OF_A_RUN,
): Interruption {
  const controller = new AbortController()
  let isPatient = texts.repeated !== undefined
  const interrupt = (): void => {
    if (!controller.signal.aborted) {
      controller.abort(new InterruptedError('interrupted', { where: command, remedy: texts.interrupted }))
    } else if (isPatient) {
      isPatient = false
      process.stderr.write(`${texts.repeated}\n`)
    } else {
      process.exit(EXIT_CODES.interrupted)
    }
  }
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          const message = `the time limit of ${timeoutMs / 1_000} s is over`
          const remedy = texts.timeout ?? 'give it more time with --timeout'
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
