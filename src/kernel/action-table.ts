/** Callbacks under small integers, so that an event can carry one as its payload. */
export class ActionTable {
  private readonly actions: (() => void)[] = []
  private readonly free: number[] = []

  /** Stores an action and returns its index. */
  add(action: () => void): number {
    const index = this.free.pop() ?? this.actions.length
    this.actions[index] = action
    return index
  }

  /** Returns the action at `index` and forgets it. */
  take(index: number): () => void {
    const action = this.actions[index]!
    this.actions[index] = nothing
    this.free.push(index)
    return action
  }
}

const nothing = (): void => {}
