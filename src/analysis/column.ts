const CHUNK = 1_024

/**
 * A growing column of numbers in which most positions may be absent: chunks are made when a value falls into them, so
 * that a rare value (a recovery) costs next to nothing and growing copies nothing. Absent reads as NaN.
 */
export class Column {
  private readonly chunks: (Float64Array | undefined)[] = []

  /** The value at a position, NaN if none was set. */
  get(index: number): number {
    return this.chunks[Math.floor(index / CHUNK)]?.[index % CHUNK] ?? Number.NaN
  }

  /** Sets the value at a position; NaN is the same as leaving it out. */
  set(index: number, value: number): void {
    if (Number.isNaN(value)) return
    const chunk = Math.floor(index / CHUNK)
    this.chunks[chunk] ??= new Float64Array(CHUNK).fill(Number.NaN)
    this.chunks[chunk][index % CHUNK] = value
  }

  /** The first `length` values, absent ones as NaN. */
  toArray(length: number): Float64Array<ArrayBuffer> {
    const values = new Float64Array(length).fill(Number.NaN)
    this.chunks.forEach((chunk, i) => {
      if (chunk !== undefined) values.set(chunk.subarray(0, Math.max(0, length - i * CHUNK)), i * CHUNK)
    })
    return values
  }

  /** Memory held, in bytes. */
  get bytes(): number {
    return this.chunks.reduce((bytes, chunk) => bytes + (chunk?.byteLength ?? 0), 0)
  }
}
