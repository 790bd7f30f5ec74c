import type { Millis } from '../model/units.ts'
import { ExternalWaitError, Interrupted } from './errors.ts'
import type { Kernel } from './kernel.ts'
import type { Settlement } from './outside.ts'
import type { Process } from './process.ts'
import { Signal } from './signal.ts'
import { withTimeout } from './timeout.ts'

/** How an external operation is ended early. */
export interface ExternalOptions {
  /**
   * How long an aborted operation may take to come to its end (a child process to exit), in kernel milliseconds. The process
   * goes on with its interruption after that, so that it does not release a lock under an operation still running. Default 30 s.
   */
  windDown?: Millis
}

const DEFAULT_WIND_DOWN: Millis = 30_000

/**
 * Suspends the process until something outside the simulation has settled: returns its value or throws its rejection.
 *
 * An interruption of the process aborts the signal given to `start`, waits for the operation to settle, at most
 * `options.windDown` (a second interruption stops this waiting), and then goes on. Needs a kernel under `runInRealTime`; in
 * virtual time it throws {@link ExternalWaitError}.
 */
export function* external<T>(
  kernel: Kernel,
  start: (signal: AbortSignal) => Promise<T>,
  options: ExternalOptions = {},
): Process<T> {
  if (kernel.outside === undefined) throw new ExternalWaitError(kernel.current?.name ?? 'outside of any task')
  const controller = new AbortController()
  const end = new Signal<Settlement<T>>()
  const operation = (async () => start(controller.signal))()
  const giveUp = kernel.outside.begin(operation, (settlement) => end.fire(settlement))
  let settlement: Settlement<T>
  try {
    settlement = yield* end.wait()
  } catch (interruption) {
    controller.abort(interruption instanceof Interrupted ? interruption.reason : interruption)
    try {
      yield* withTimeout(kernel, options.windDown ?? DEFAULT_WIND_DOWN, end.wait())
    } finally {
      giveUp()
    }
    throw interruption
  }
  if (settlement.kind === 'rejected') throw settlement.reason
  return settlement.value
}
