import { labelsOf, type Run } from '../run/run.ts'

/**
 * The labels of a run's component as testcontainers takes them. They, and not its reaper, decide how long a container lives: an
 * environment outlives the process that brought it up, and `down` removes what carries the label.
 */
export function labelRecord(run: Run, component: string): Record<string, string> {
  return Object.fromEntries(labelsOf(run, component).map(split))
}

function split(label: string): [string, string] {
  const at = label.indexOf('=')
  return [label.slice(0, at), label.slice(at + 1)]
}
