import type { Kernel, MachineId, TimerId } from '../../../kernel/index.ts'
import type { Millis } from '../../../model/units.ts'
import { NEXT_COUNT, type Pod } from './pod.ts'
import type { PodTable } from './pod-table.ts'

const NO_TIMER = -1 as TimerId

/**
 * The one timer of each pod. Whatever can happen next to a pod is computed in closed form and only the earliest of it is an
 * event, so a healthy pod in steady state has none.
 */
export class PodClock {
  private readonly kernel: Kernel
  private readonly machine: MachineId
  private readonly handlers: ((pod: Pod) => void)[] = new Array(NEXT_COUNT).fill(() => {})

  constructor(kernel: Kernel, pods: PodTable) {
    this.kernel = kernel
    this.machine = kernel.machine((slot) => {
      const pod = pods.at(slot)
      pod.timer = NO_TIMER
      this.handlers[pod.next]!(pod)
    })
  }

  /** Registers what the code `next` (of `NEXT`) does. */
  on(next: number, handler: (pod: Pod) => void): void {
    this.handlers[next] = handler
  }

  /** Lets `next` happen to the pod at the instant `at`, instead of what was planned before. */
  set(pod: Pod, next: number, at: Millis): void {
    if (pod.timer !== NO_TIMER) this.kernel.cancel(pod.timer)
    pod.next = next
    pod.timer = this.kernel.schedule(at - this.kernel.now, this.machine, pod.slot)
  }

  /** Lets nothing happen. */
  clear(pod: Pod): void {
    if (pod.timer === NO_TIMER) return
    this.kernel.cancel(pod.timer)
    pod.timer = NO_TIMER
  }
}
