/** A field of a document: `parent[key]`. */
export interface Place {
  readonly parent: Record<string, unknown>
  readonly key: string
}

type Container = Record<string, unknown>

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null

/**
 * The fields of `document` that a pattern names: steps of field names, members of a list by `name` or index, `*` for all
 * of them; a name with dots in it is written in double quotes. None where nothing fits.
 */
export function placesOf(document: unknown, pattern: string): Place[] {
  const steps = [...pattern.matchAll(/"([^"]*)"|([^."]+)/g)].map((match) => match[1] ?? (match[2] as string))
  let places: Place[] = [{ parent: { document }, key: 'document' }]
  for (const step of steps) {
    places = places.flatMap(({ parent, key }) => {
      const inside = parent[key]
      return isContainer(inside) ? keysOf(inside, step).map((next): Place => ({ parent: inside, key: next })) : []
    })
  }
  return places
}

function keysOf(container: Container, step: string): string[] {
  if (step === '*') return Object.keys(container)
  if (!Array.isArray(container)) return Object.hasOwn(container, step) ? [step] : []
  const named = container.findIndex((member: unknown) => isContainer(member) && member.name === step)
  if (named >= 0) return [String(named)]
  return /^\d+$/.test(step) && Number(step) < container.length ? [step] : []
}
