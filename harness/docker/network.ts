import { dirname } from 'node:path'
import { labelsOf, nameOf, type Run, STATE_LABEL } from '../run/run.ts'
import { docker } from './docker.ts'

/** The Docker network of a run. Containers on it know each other by name and alias, and nobody else's. */
export const networkOf = (run: Run): string => nameOf(run, 'net')

/** Makes the run's network. Its removal goes by label, with all that belongs to the run. */
export async function createNetwork(run: Run, signal: AbortSignal): Promise<string> {
  const name = networkOf(run)
  const labels = [...labelsOf(run, 'docker'), `${STATE_LABEL}=${dirname(run.folder)}`]
  await docker(['network', 'create', ...labels.flatMap((label) => ['--label', label]), name], { signal })
  return name
}
