import type { Sample } from '../../../harness/prometheus/sample.ts'

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

const valueText = (value: number): string => {
  if (value === Number.POSITIVE_INFINITY) return '+Inf'
  if (value === Number.NEGATIVE_INFINITY) return '-Inf'
  return Object.is(value, -0) ? '-0' : String(value)
}

/** A sample as a target writes it. Names that need it are in quotes. */
export function sampleText({ name, labels, value, timestampMs }: Sample): string {
  const isPlain = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name)
  const pairs = [...labels].map(([key, text]) => {
    const plain = /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(key) ? key : `"${escaped(key)}"`
    return `${plain}="${escaped(text)}"`
  })
  const inBraces = isPlain ? pairs : [`"${escaped(name)}"`, ...pairs]
  const braces = inBraces.length === 0 ? '' : `{${inBraces.join(',')}}`
  const time = timestampMs === undefined ? '' : ` ${timestampMs}`
  return `${isPlain ? name : ''}${braces} ${valueText(value)}${time}\n`
}
