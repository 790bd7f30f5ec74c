/** Licences that code may be used under here, by their SPDX identifiers: the permissive ones. */
export const ALLOWED_LICENCES: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Unlicense',
])

/**
 * Whether a licence expression (SPDX specification 2.3, annex D) can be met with the allowed licences: of `OR` one side is enough, of
 * `AND` both are needed, and a licence with an exception is as good as without. What cannot be read is not allowed.
 */
export function isAllowed(expression: string, allowed: ReadonlySet<string> = ALLOWED_LICENCES): boolean {
  const words = expression.match(/[()]|[^\s()]+/g) ?? []
  let at = 0
  const either = (): boolean => {
    let met = both()
    while (words[at] === 'OR') {
      at++
      met = both() || met
    }
    return met
  }
  const both = (): boolean => {
    let met = one()
    while (words[at] === 'AND') {
      at++
      met = one() && met
    }
    return met
  }
  const one = (): boolean => {
    const word = words[at++]
    if (word === '(') {
      const met = either()
      return words[at++] === ')' && met
    }
    if (words[at] === 'WITH') at += 2
    return word !== undefined && allowed.has(word)
  }
  const met = either()
  return met && at === words.length
}
