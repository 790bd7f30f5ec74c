import type { HeldLock } from '../../src/faults/hooks.ts'
import { Aws } from '../localstack/aws.ts'
import { Colleague } from '../terraform/colleague.ts'
import type { LockInfo } from '../terraform/lock-info.ts'
import { forceUnlock } from '../terraform/state-access.ts'
import { StateStore } from '../terraform/state-store.ts'
import type { Actions } from './actions.ts'
import { type FaultParts, need } from './parts.ts'
import { removalSignal, repeatedly } from './waiting.ts'

/** How often the lock is looked at. */
const LOOK_MS = 1_000

/**
 * Somebody runs Terraform on every state of a region and leaves its question unanswered, or goes away in the middle of it. Who holds
 * the locks is read from where the backend keeps them. When the fault is taken out the answer is given, or the locks are forced open.
 *
 * `waiting` counts the plans and applies of the pipeline that are under way on the region.
 */
export function lockStates(
  parts: FaultParts,
  of: { readonly region: string; readonly holder: 'at-work' | 'gone'; readonly waiting: () => number },
  actions: Actions,
): HeldLock {
  let seen: LockInfo | undefined
  actions.start(`locking the states of ${of.region}`, async (signal) => {
    const { backend, stacks, statesIn } = need(parts.terraform, 'Terraform states')
    const store = new StateStore(new Aws(backend.store.endpoint, signal), backend.store)
    const states = statesIn(of.region)
    for (const state of states) {
      const stack = stacks.stack(state)
      const colleague = await Colleague.lock(stack, backend, signal)
      // As the backend has it: that is how a colleague knows that the lock is taken.
      seen = colleague.lock
      if (of.holder === 'at-work') actions.onRemoval(() => letGo(colleague))
      else {
        actions.onRemoval(async () => {
          const own = await new StateStore(new Aws(backend.store.endpoint, removalSignal()), backend.store).lockOf(
            state,
          )
          if (own?.id === colleague.lock.id) await forceUnlock(stack, own.id, backend, removalSignal())
        })
        await colleague.abandon()
      }
    }
    await repeatedly(LOOK_MS, signal, async () => {
      const locks = await Promise.all(states.map((state) => store.lockOf(state)))
      seen = locks.find((lock) => lock !== undefined)
    })
  })
  return {
    get holder() {
      return seen === undefined ? undefined : `${seen.who} (lock ${seen.id})`
    },
    get waiting() {
      return seen === undefined ? 0 : of.waiting()
    },
  }
}

async function letGo(colleague: Colleague): Promise<void> {
  try {
    await colleague.release(removalSignal())
  } finally {
    await colleague[Symbol.asyncDispose]()
  }
}
