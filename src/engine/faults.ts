import { Interrupted, type Process, type Task } from '../kernel/index.ts'
import type { Fault } from '../model/fault.ts'

/** Takes out what is still in of a deployment's faults, and waits until they have said how they went. */
export function* endFaults(faults: readonly Task<void>[]): Process {
  for (const fault of faults) fault.interrupt('the deployment is over')
  for (const fault of faults) {
    try {
      yield* fault.join()
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error
    }
  }
}

/** Each fault when the one before has ended. */
export function* inTurn(faults: readonly Fault[], inject: (fault: Fault) => Process): Process {
  for (const fault of faults) yield* inject(fault)
}
