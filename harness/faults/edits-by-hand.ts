/** One edit that is still there. */
interface Edit {
  readonly region: string
  readonly takeBack: () => Promise<void>
}

/** What faults edited by hand, past Terraform, and what is still so. Each edit is taken back once, whoever asks first. */
export class EditsByHand {
  private readonly inForce = new Set<Edit>()

  /**
   * Notes an edit, which `restore` undoes; returns how it is taken back. Whoever asks while it is being taken back waits for the same
   * work; after a failure it can be asked for again.
   */
  add(region: string, restore: () => Promise<void>): () => Promise<void> {
    let underWay: Promise<void> | undefined
    const edit: Edit = {
      region,
      takeBack: () => {
        if (!this.inForce.has(edit)) return Promise.resolve()
        underWay ??= restore()
          .then(() => void this.inForce.delete(edit))
          .finally(() => {
            underWay = undefined
          })
        return underWay
      },
    }
    this.inForce.add(edit)
    return edit.takeBack
  }

  /** Takes back all edits in a region; resolves with how many there were. Rejects with the first failure, when all have been tried. */
  async takeBackIn(region: string): Promise<number> {
    const edits = [...this.inForce].filter((edit) => edit.region === region)
    const ends = await Promise.allSettled(edits.map(({ takeBack }) => takeBack()))
    const failed = ends.find((end) => end.status === 'rejected')
    if (failed !== undefined) throw failed.reason
    return edits.length
  }
}
