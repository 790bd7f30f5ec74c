/** Uniform numbers in [0, 1), one a call. */
export type Generator = () => number

/**
 * sfc32, the 128-bit "small fast counting" generator of C. Doty-Humphrey's PractRand, for resampling inside this folder.
 * The same seed gives the same numbers on every machine. It is not the simulator's source of randomness (src/random is
 * keyed by entity): a resample belongs to nothing but its position.
 *
 * @param seed any number; its low 32 bits and its integer part above them count
 */
export function generator(seed: number): Generator {
  let a = seed >>> 0
  let b = Math.floor(seed / 4_294_967_296) >>> 0
  let c = 0x9e3779b9
  let counter = 1
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    return (t >>> 0) / 4_294_967_296
  }
  // PractRand's own seeding discards 12 outputs so that near seeds diverge; 20 costs nothing and is safer.
  for (let i = 0; i < 20; i++) next()
  return next
}

/** Fisher–Yates: puts `items` in a random order in place. */
export function shuffle(items: { length: number; [index: number]: number }, uniform: Generator): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1))
    const kept = items[i]!
    items[i] = items[j]!
    items[j] = kept
  }
}
