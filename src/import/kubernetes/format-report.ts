import type { ImportNote, ImportReport, KubernetesImport } from './report.ts'

/** Names shown of a note; the report itself holds all. */
const SHOWN = 6

/** An import for the terminal: what became of the documents, what is wrong with which, and what to know. Ends in a newline. */
export function formatImportReport({ fleet, report }: KubernetesImport): string {
  const engines = counted((fleet.databases ?? []).map((database) => database.engine ?? 'postgresql'))
  const rows: [number, string, string][] = [
    [report.services, 'services', ''],
    [report.databases, 'databases', engines],
    [report.consumed.length, 'read for the others', counted(report.consumed.map((each) => each.kind))],
    [sum(Object.values(report.unknownKinds)), 'of unknown kind', list(Object.entries(report.unknownKinds))],
    [report.malformed.length, 'malformed', ''],
  ]
  const width = Math.max(...rows.map(([count]) => String(count).length))
  return [
    `${plural(report.documents, 'document')} in ${plural(report.files, 'file')}${passedOver(report)}`,
    ...rows.map(([count, what, detail]) => `  ${String(count).padStart(width)} ${what}${detail && `: ${detail}`}`),
    ...report.malformed.map(({ file, line, message }) => `${file}:${line}: ${message}`),
    ...report.notes.map(formatNote),
    '',
  ].join('\n')
}

function formatNote({ message, names }: ImportNote): string {
  if (names.length === 0) return `note: ${message}`
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''
  return `note: ${names.length} ${message}: ${names.slice(0, SHOWN).join(', ')}${more}`
}

const passedOver = ({ passedOver: files }: ImportReport): string =>
  files === 0 ? '' : `, ${plural(files, 'other file')} passed over`

const counted = (kinds: readonly string[]): string =>
  list([...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length]))

const list = (counts: readonly (readonly [string, number])[]): string =>
  [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([what, count]) => `${count} ${what}`)
    .join(', ')

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
