import { InvalidInputError } from '../../src/model/errors.ts'
import { valuesOfLabel } from '../docker/resources.ts'
import { RUN_LABEL, STATE_LABEL } from '../run/run.ts'
import { runsWithFolder } from '../run/run-folder.ts'

/** Ids of the runs of a state folder of which anything is left: in Docker, or as a folder. */
export async function allRuns(state: string, signal?: AbortSignal): Promise<readonly string[]> {
  const [folders, labels] = await Promise.all([
    runsWithFolder(state),
    valuesOfLabel(RUN_LABEL, { among: `${STATE_LABEL}=${state}`, signal }),
  ])
  return [...new Set([...folders, ...labels])].toSorted()
}

/** Whether Docker has anything of a run, whichever state folder it belongs to: names in Docker are for all. */
export const isInUse = async (id: string, signal: AbortSignal): Promise<boolean> =>
  (await valuesOfLabel(RUN_LABEL, { signal })).includes(id)

/** The runs that are meant: the named one, all, or the only one. Several without a name are refused: one may be in use. */
export function chosenRuns(runs: readonly string[], choice: { name?: string; all?: boolean }): readonly string[] {
  if (choice.all === true) return runs
  if (choice.name !== undefined) return [choice.name]
  if (runs.length <= 1) return runs
  throw new InvalidInputError('environment', [
    {
      path: '',
      message: `there are ${runs.length} environments: ${runs.join(', ')}`,
      remedy: 'name the one that is meant, or all of them with --all',
    },
  ])
}
