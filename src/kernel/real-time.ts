import type { Millis } from '../model/units.ts'
import { Interrupted, KernelUsageError } from './errors.ts'
import type { Kernel } from './kernel.ts'
import type { Outside, Settlement } from './outside.ts'

/** How simulated time follows the wall clock. */
export interface RealTimeOptions {
  /** Aborting interrupts every live task with the signal's reason; the run ends when their finally blocks have run. */
  signal?: AbortSignal
  /** Simulated milliseconds per millisecond of the monotonic clock; above 0. Default 1. */
  speed?: number
}

/** Events handled in one go before timers and completions of the outside get a turn. */
const BATCH = 10_000
/** The longest delay that the platform's timers take. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1

/**
 * Runs a kernel paced by the monotonic wall clock: the same events in the same order as `kernel.run()`, each not before its
 * time, plus the ends of external operations as they come (the idea of SimPy's `rt.py`: real time is a variation of virtual
 * time). Resolves when no event and no external operation is left, or after an abort or `kernel.stop()`, which interrupt all live
 * tasks, when these have ended (events of machines may then be left over); whether it was aborted is the caller's signal to read.
 *
 * Rejects with what `kernel.run()` would throw, after having interrupted and awaited the rest, so that nothing outside goes on.
 */
export async function runInRealTime(kernel: Kernel, options: RealTimeOptions = {}): Promise<void> {
  const { signal, speed = 1 } = options
  if (!(speed > 0 && Number.isFinite(speed)))
    throw new KernelUsageError(`expected a speed above 0, got ${speed} in runInRealTime`)
  if (kernel.outside !== undefined) throw new KernelUsageError('the kernel is already run in real time')
  const loop = new RealTimeLoop(kernel, speed)
  kernel.outside = loop
  signal?.addEventListener('abort', loop.nudge)
  try {
    await loop.run(signal)
  } finally {
    signal?.removeEventListener('abort', loop.nudge)
    kernel.outside = undefined
  }
}

class RealTimeLoop implements Outside {
  private readonly kernel: Kernel
  private readonly speed: number
  private readonly origin: number
  private readonly inbox: (() => void)[] = []
  private readonly failures: unknown[] = []
  private underWay = 0
  private endSleep: (() => void) | undefined

  constructor(kernel: Kernel, speed: number) {
    this.kernel = kernel
    this.speed = speed
    this.origin = performance.now() - kernel.now / speed
  }

  /** Ends the current sleep, if any. */
  readonly nudge = (): void => {
    this.endSleep?.()
  }

  begin<T>(promise: Promise<T>, settled: (settlement: Settlement<T>) => void): () => void {
    let isOpen = true
    this.underWay++
    const end = (settlement?: Settlement<T>): void => {
      if (!isOpen) return
      isOpen = false
      this.underWay--
      if (settlement !== undefined) this.inbox.push(() => settled(settlement))
      this.nudge()
    }
    promise.then(
      (value) => end({ kind: 'resolved', value }),
      (reason: unknown) => end({ kind: 'rejected', reason }),
    )
    return end
  }

  async run(signal: AbortSignal | undefined): Promise<void> {
    const { kernel } = this
    let isWindingDown = false
    kernel.clearStop()
    for (;;) {
      const isBehind = this.catchUp()
      if (!isWindingDown && (signal?.aborted || kernel.stopped || this.failures.length > 0)) {
        isWindingDown = true
        this.interruptAll(signal?.aborted ? signal.reason : (this.failures[0] ?? 'the kernel was stopped'))
        kernel.clearStop()
      } else if (isBehind) await new Promise(setImmediate)
      else if (this.inbox.length > 0) this.inbox.shift()?.()
      else if (this.underWay === 0 && (kernel.peek() === undefined || (isWindingDown && kernel.live === 0))) break
      else await this.sleep()
    }
    if (this.failures.length === 1) throw this.failures[0]
    if (this.failures.length > 1) throw new AggregateError(this.failures, `${this.failures.length} processes failed`)
  }

  /** Handles what is due and moves the clock to the present; true when something due is left. */
  private catchUp(): boolean {
    const { kernel } = this
    const present = Math.max(kernel.now, this.present())
    for (let handled = 0; handled < BATCH; handled++) {
      const next = kernel.peek()
      if (next === undefined || next > present) {
        kernel.advance(present)
        return false
      }
      try {
        kernel.step()
      } catch (error) {
        this.failures.push(error)
        return true
      }
      if (kernel.stopped) return true
    }
    return true
  }

  private interruptAll(reason: unknown): void {
    const interruption = new Interrupted(reason)
    for (const task of this.kernel.liveTasks()) task.interrupt(interruption)
  }

  private present(): Millis {
    return Math.floor((performance.now() - this.origin) * this.speed)
  }

  private async sleep(): Promise<void> {
    const next = this.kernel.peek()
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      this.endSleep = resolve
      if (next === undefined) return
      const delay = Math.ceil((next - this.present()) / this.speed)
      timer = setTimeout(resolve, Math.min(Math.max(delay, 0), LONGEST_SLEEP_MS))
    })
    clearTimeout(timer)
    this.endSleep = undefined
  }
}
