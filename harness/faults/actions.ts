import { ActionFailed } from '../../src/faults/action-failed.ts'
import { external, Interrupted, type Kernel, type Process, type Task } from '../../src/kernel/index.ts'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import { minutes } from '../../src/model/units.ts'

/** Putting things back is never cut short: a stopped machine needs its time to come back. */
const REMOVAL_LIMIT = minutes(10)

/** An action that is under way, or a piece of work that puts something right. */
type Act = (signal: AbortSignal) => Promise<void>

/**
 * What one fault does to the real world. Actions start at once and take their time beside the injection; the first that fails
 * interrupts it with {@link ActionFailed}. Removals run one after another, the last registered first, when all actions have come to
 * their end; neither an interruption nor the failure of another one keeps one from running.
 */
export class Actions {
  private readonly kernel: Kernel
  private readonly fault: string
  private readonly owner: Task<unknown> | undefined
  private readonly tasks: Task<unknown>[] = []
  private readonly promises: Promise<unknown>[] = []
  private readonly removals: (() => void | Promise<void>)[] = []
  private removal: Promise<readonly unknown[]> | undefined

  /** To be made by the task that injects the fault. */
  constructor(kernel: Kernel, fault: string) {
    this.kernel = kernel
    this.fault = fault
    this.owner = kernel.current
  }

  /** Starts to do something; what it does has to end when the signal is aborted. */
  start(what: string, act: Act): Task<void> {
    return this.spawn(what, this.doing(what, act))
  }

  /** Starts a process that ends with the fault. */
  spawn(what: string, process: Process): Task<void> {
    const task = this.kernel.spawn(process, { name: `${this.fault}: ${what}` })
    this.tasks.push(task)
    return task
  }

  /** Does something for the injection, and returns when it is done. */
  *perform(act: Act): Process {
    try {
      yield* external(this.kernel, (signal) => this.tracked(act(signal)))
    } catch (error) {
      if (error instanceof Interrupted) throw error
      throw new ActionFailed(textOf(error), { cause: error })
    }
  }

  onRemoval(remove: () => void | Promise<void>): void {
    this.removals.push(remove)
  }

  /** Ends what is under way and puts everything back. Throws when something could not be put back. */
  *takeOut(): Process {
    for (const task of this.tasks.splice(0)) task.interrupt('the fault is taken out')
    const removal = this.removed()
    // Not the value of the wait: one that is interrupted ends with the removal, and has none.
    let failures: readonly unknown[] | undefined
    const over = removal.then((found) => {
      failures = found
    })
    while (failures === undefined) {
      try {
        yield* external(this.kernel, () => over, { windDown: REMOVAL_LIMIT })
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error
      }
    }
    if (failures.length > 0) throw notRemoved(this.fault, failures)
  }

  /** Resolves when everything has been put back, with what went wrong; begins with it unless it is under way. What is done later is put back later. */
  removed(): Promise<readonly unknown[]> {
    this.removal ??= this.putBack().finally(() => {
      this.removal = undefined
    })
    return this.removal
  }

  private *doing(what: string, act: Act): Process {
    try {
      yield* this.perform(act)
    } catch (error) {
      if (error instanceof Interrupted) throw error
      this.owner?.interrupt(new ActionFailed(`${what}: ${textOf(error)}`, { cause: error }))
    }
  }

  private tracked(promise: Promise<void>): Promise<void> {
    this.promises.push(promise.catch(() => {}))
    return promise
  }

  private async putBack(): Promise<readonly unknown[]> {
    const failures: unknown[] = []
    await Promise.all(this.promises.splice(0))
    for (let remove = this.removals.pop(); remove !== undefined; remove = this.removals.pop()) {
      try {
        await remove()
      } catch (error) {
        failures.push(error)
      }
    }
    return failures
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const notRemoved = (fault: string, failures: readonly unknown[]): EnvironmentUnavailableError =>
  new EnvironmentUnavailableError(`the fault "${fault}" could not be taken out: ${failures.map(textOf).join('; ')}`, {
    where: `fault ${fault}`,
    remedy: 'take the environment down ("seatrial env down") and bring it up again: it is not as it was',
    cause: failures[0],
  })
