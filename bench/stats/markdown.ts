/** A markdown table; numbers are printed as they are, so format them first. */
export function table(title: string, head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  return [`### ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n')
}

/** A share as a percentage with one decimal. */
export const percent = (share: number): string => (100 * share).toFixed(1)
