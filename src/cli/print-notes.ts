/** Prints what a scenario's author may want to know, to standard error. */
export function printNotes(notes: readonly string[]): void {
  for (const note of notes) process.stderr.write(`note: ${note}\n`)
}
