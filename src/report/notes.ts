import type { Report } from '../model/report.ts'

/** What follows a name's last slash: `before` for `reference/before`. */
export const lastPart = (name: string): string => name.split('/').at(-1) ?? name

/** What tells scenarios apart: their last parts, or as many more as that takes. */
export function shortNames(names: readonly string[]): ReadonlyMap<string, string> {
  const longest = Math.max(...names.map((name) => name.split('/').length))
  for (let parts = 1; parts < longest; parts++) {
    const short = names.map((name) => name.split('/').slice(-parts).join('/'))
    if (new Set(short).size === new Set(names).size) return new Map(names.map((name, i) => [name, short[i]!]))
  }
  return new Map(names.map((name) => [name, name]))
}

/** Notes of several reports, each once; one that not all of them have begins with the names of those that do. */
export function sharedNotes(reports: readonly Report[]): string[] {
  const short = shortNames(reports.map(({ scenario }) => scenario.name))
  const notes = [...new Set(reports.flatMap((report) => report.notes))]
  return notes.map((note) => {
    const having = reports.filter((report) => report.notes.includes(note))
    if (having.length === reports.length) return note
    return `${having.map(({ scenario }) => short.get(scenario.name)).join(', ')}: ${note}`
  })
}
