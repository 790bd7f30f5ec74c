// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]+/g

/**
 * Text from a report inside Markdown: it becomes neither markup nor a table border, a link, a mention or an image.
 * CommonMark 0.31 §2.4: any ASCII punctuation may be escaped with a backslash; `<` and `&` become entities, since not every
 * renderer of step summaries escapes raw HTML.
 */
export const inline = (text: string): string =>
  text
    .replace(CONTROL, ' ')
    .replace(/[\\`*_[\]{}#+!|~@$^]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('://', ':&#47;&#47;')

/** A table; cells are Markdown already. Columns marked `right` hold numbers. */
export function markdownTable(
  columns: readonly (readonly [title: string, align?: 'right'])[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
  const rule = columns.map(([, align]) => (align === 'right' ? '---:' : '---'))
  return `${line(columns.map(([title]) => title))}${line(rule)}${rows.map(line).join('')}`
}
