const SPACE = /[ \t\n\r]*/y
const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y

/**
 * Offset of the first character at which `text` stops being JSON (RFC 8259); its length when it ends too early. Only the
 * messages of some errors of `JSON.parse` tell the position.
 */
export function jsonErrorAt(text: string): number {
  let at = 0
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found !== null) at += found[0].length
    return found !== null
  }
  const take = (character: string): boolean => {
    if (text[at] !== character) return false
    at++
    return true
  }
  const list = (close: string, member: () => boolean): boolean => {
    skip(SPACE)
    if (take(close)) return true
    do if (!member()) return false
    while (take(','))
    return take(close)
  }
  const pair = (): boolean => {
    skip(SPACE)
    if (!skip(STRING)) return false
    skip(SPACE)
    return take(':') && value()
  }
  const value = (): boolean => {
    skip(SPACE)
    const valid = take('{') ? list('}', pair) : take('[') ? list(']', value) : skip(STRING) || skip(SCALAR)
    if (valid) skip(SPACE)
    return valid
  }
  value()
  return at
}
