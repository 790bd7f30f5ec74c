const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 }
const DURATION = /^(\d+(?:\.\d+)?)(ms|s|min|h|d)$/
const NUMBER = /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/

/** A duration such as `90s`, `4min` or `1.5h` in whole milliseconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text)
  const unit = match === null ? undefined : UNITS[match[2] as string]
  return unit === undefined ? undefined : Math.round(Number(match?.[1]) * unit)
}

/**
 * What a value on the command line means: a number, a duration (in ms), `true`, `false`, JSON (a list, an object, or a text
 * in double quotes), else the text itself.
 */
export function parseSettingValue(text: string): unknown {
  if (NUMBER.test(text)) return Number(text)
  const duration = parseDuration(text)
  if (duration !== undefined) return duration
  if (text === 'true' || text === 'false') return text === 'true'
  if (!/^[[{"]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
