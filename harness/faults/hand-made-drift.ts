import { ActionFailed } from '../../src/faults/action-failed.ts'
import { placeOf } from '../kind/facts.ts'
import { ownedName } from '../terraform/stack.ts'
import { lookAtPlan } from '../terraform/state-access.ts'
import type { Actions } from './actions.ts'
import type { EditsByHand } from './edits-by-hand.ts'
import { configMapEdit, type Owned, secretReplacement } from './owned-objects.ts'
import { type FaultParts, need } from './parts.ts'
import { removalSignal } from './waiting.ts'

/** What a plan of a region would undo that somebody changed by hand. */
export interface DriftSeen {
  readonly changes: number
  /** The plan would take something away. */
  readonly harmful: boolean
}

const NONE: DriftSeen = { changes: 0, harmful: false }

/**
 * Changes by hand of what Terraform owns in the clusters: the ConfigMap and the Secret of each state. What a plan would show is found
 * out by making one.
 */
export class HandMadeDrift {
  private readonly parts: FaultParts
  private readonly edits: EditsByHand
  private readonly seen = new Map<string, DriftSeen>()

  constructor(parts: FaultParts, edits: EditsByHand) {
    this.parts = parts
    this.edits = edits
  }

  /** What the last look showed. */
  in(region: string): DriftSeen {
    return this.seen.get(region) ?? NONE
  }

  /** Makes a plan of each state of the region, without taking its lock. */
  async look(region: string, signal: AbortSignal): Promise<void> {
    const { backend, stacks, statesIn } = need(this.parts.terraform, 'Terraform states')
    let changes = 0
    let harmful = false
    for (const state of statesIn(region)) {
      const reading = await lookAtPlan(stacks.stack(state), backend, signal)
      if (reading.drift) changes++
      harmful ||= reading.drift && reading.destructive
    }
    this.seen.set(region, { changes, harmful })
  }

  /**
   * Edits the ConfigMap of each state of the region. Harmful: replaces its Secret by one that Terraform can only delete to get its own
   * back. What was there before comes back when the fault is taken out, unless an apply or a person has put it right.
   */
  change(region: string, harmful: boolean, actions: Actions): void {
    actions.start(`changing infrastructure of ${region} by hand`, async (signal) => {
      const { stacks, statesIn } = need(this.parts.terraform, 'Terraform states')
      for (const state of statesIn(region)) {
        const stack = stacks.stack(state)
        if (stack.place === undefined)
          throw new ActionFailed(`${state} owns nothing in a cluster: no kubernetes provider`)
        await this.edit(region, ownedName(stack), harmful, actions, signal)
      }
      await this.look(region, signal)
    })
  }

  private async edit(
    region: string,
    name: string,
    harmful: boolean,
    actions: Actions,
    signal: AbortSignal,
  ): Promise<void> {
    const { clusters, rollouts } = this.parts
    const { namespace } = placeOf(clusters, region)
    const owned: Owned = { core: (of) => rollouts.connection(region).core(of), object: { name, namespace } }
    const edit = await (harmful ? secretReplacement : configMapEdit)(owned, signal)
    actions.onRemoval(this.edits.add(region, () => edit.restore(removalSignal())))
    await edit.make(signal)
  }
}
