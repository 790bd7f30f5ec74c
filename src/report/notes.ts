import type { Report } from '../model/report.ts'

/** What follows a name's last slash: `before` for `reference/before`. */
export const lastPart = (name: string): string => name.split('/').at(-1) ?? name

/** Notes of several reports, each once; one that not all of them have begins with the names of those that do. */
export function sharedNotes(reports: readonly Report[]): string[] {
  const notes = [...new Set(reports.flatMap((report) => report.notes))]
  return notes.map((note) => {
    const having = reports.filter((report) => report.notes.includes(note))
    if (having.length === reports.length) return note
    return `${having.map(({ scenario }) => lastPart(scenario.name)).join(', ')}: ${note}`
  })
}
