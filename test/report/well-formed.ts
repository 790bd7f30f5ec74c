const TAG = /<(\/?)([A-Za-z_][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/y
const TEXT = /[^<&]+|&(?:amp|lt|gt|quot|#\d+|#x[\da-fA-F]+);/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

/** An element of a parsed document, with its attributes as they are written. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
}

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]))

/**
 * Parses the subset of XML that reports write (elements, quoted attributes, the predefined entities) and throws at the
 * first place where it is not well-formed. A strict reader of forty lines says more here than a forgiving parser package.
 */
export function parseXml(document: string): Element {
  const text = document.replace(/^<\?xml [^?]*\?>\s*/, '').trim()
  if (FORBIDDEN.test(text)) throw new Error('a character that XML forbids')
  const root: Element = { name: '', attributes: {}, children: [] }
  const open = [root]
  for (let at = 0; at < text.length; ) {
    TAG.lastIndex = TEXT.lastIndex = at
    const tag = TAG.exec(text)
    if (tag !== null) {
      const [whole, closing, name = '', attributes = '', empty] = tag
      const parent = open.at(-1)!
      if (closing !== '') {
        if (parent.name !== name) throw new Error(`</${name}> closes <${parent.name}> at ${at}`)
        open.pop()
      } else {
        const element = { name, attributes: attributesOf(attributes), children: [] }
        parent.children.push(element)
        if (empty === '') open.push(element)
      }
      at += whole.length
      continue
    }
    const data = TEXT.exec(text)
    if (data === null) throw new Error(`not well-formed at ${at}: ${text.slice(at, at + 60)}`)
    at += data[0].length
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error(`not closed: ${open.at(-1)?.name}`)
  return root.children[0]!
}

/** All elements of a name below an element, itself included. */
export const elements = (root: Element, name: string): Element[] => [
  ...(root.name === name ? [root] : []),
  ...root.children.flatMap((child) => elements(child, name)),
]
