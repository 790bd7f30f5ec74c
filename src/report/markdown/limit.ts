/** 1 MiB less some room for what a CI job writes besides. */
export const MOST_BYTES = 1_000_000

const size = (text: string): number => new TextEncoder().encode(text).length

/** As many whole sections as fit, and a sentence when some do not: a table cut in its middle would be a wrong table. */
export function limited(sections: readonly string[], most: number = MOST_BYTES): string {
  const left = (count: number): string =>
    count === 0
      ? ''
      : `\n${count} ${count === 1 ? 'section was' : 'sections were'} left out: too long for a step summary.\n`
  let text = ''
  for (const [index, section] of sections.entries()) {
    if (size(text) + size(section) + 100 > most) return text + left(sections.length - index)
    text += section
  }
  return text
}
