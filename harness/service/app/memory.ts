const MIB = 2 ** 20

/** Memory that is really held: every page is written to, so that the kernel counts it. */
export class Memory {
  private readonly blocks: Buffer[] = []

  /** Grows or shrinks to so many MiB. */
  hold(mib: number): void {
    while (this.blocks.length > mib) this.blocks.pop()
    while (this.blocks.length < Math.floor(mib)) this.blocks.push(Buffer.alloc(MIB, 1))
  }
}
