/**
 * A name as a 32-bit integer: what an entity or a purpose is called in a draw. Two names share a key with probability 2^-32, and
 * would then share their draws; {@link distinctKeys} refuses that for a set of names.
 */
export type Key = number & { readonly kind: 'key' }

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/**
 * The key of a name: FNV-1a over its UTF-16 units (RFC 9923), then a mix so that every bit depends on every character. It
 * depends on the name alone; compute it once and keep it, draws only take keys.
 */
export function key(name: string): Key {
  let hash = FNV_OFFSET
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), FNV_PRIME)
  return mix(hash) as Key
}

/** The key of a part of something that has a key: replica 3 of a service, attempt 2 of a job. */
export function subkey(whole: Key, part: number): Key {
  return mix(Math.imul(whole, FNV_PRIME) ^ mix(part)) as Key
}

/** The keys of these names; throws a `RangeError` that names the two if they would share their draws. */
export function distinctKeys(names: Iterable<string>): Map<string, Key> {
  const keys = new Map<string, Key>()
  const owners = new Map<Key, string>()
  for (const name of names) {
    const owner = owners.get(key(name))
    if (owner !== undefined && owner !== name) {
      throw new RangeError(`"${owner}" and "${name}" have the same random key and would share their draws: rename one`)
    }
    owners.set(key(name), name)
    keys.set(name, key(name))
  }
  return keys
}

/** A bijection of 32-bit integers in which each input bit flips half of the output bits (C. Wellons, "lowbias32", 2018). */
function mix(value: number): number {
  let x = value ^ (value >>> 16)
  x = Math.imul(x, 0x7feb352d)
  x ^= x >>> 15
  x = Math.imul(x, 0x846ca68b)
  return x ^ (x >>> 16)
}
