import type { Problem } from '../errors.ts'
import { suggestName } from './near-name.ts'

/** A reference by name is fine, or this is what is wrong with it. */
export function unknownName(path: string, name: string, known: readonly string[], thing: string): Problem[] {
  if (known.includes(name)) return []
  return [{ path, message: `there is no ${thing} "${name}"`, remedy: suggestName(name, known, plural(thing)) }]
}

const plural = (thing: string): string => (thing.endsWith('y') ? `${thing.slice(0, -1)}ies` : `${thing}s`)

/** Names of a list that occur twice, each reported at its second place. */
export function duplicateNames(path: string, items: readonly { readonly name: string }[], thing: string): Problem[] {
  const first = new Map<string, number>()
  return items.flatMap(({ name }, index) => {
    const earlier = first.get(name)
    if (earlier === undefined) {
      first.set(name, index)
      return []
    }
    return [
      {
        path: `${path}.${index}.name`,
        message: `the ${thing} "${name}" is there twice (first at ${path}.${earlier})`,
        remedy: 'give one of them another name, or remove it',
      },
    ]
  })
}
