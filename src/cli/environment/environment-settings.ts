import type { EnvironmentOptionsInput } from '../../../harness/index.ts'
import { applySetting, type Setting } from '../../loading/setting.ts'
import { InvalidInputError } from '../../model/errors.ts'

/** Flags that name a cluster that exists already. */
export interface ExistingClusterFlags {
  readonly kubeconfig?: string
  readonly context?: string
}

/** Settings by what they are about. */
export interface SplitSettings {
  /** Those of the scenario or the suite. */
  readonly scenario: readonly Setting[]
  /** Those of the real environment, as a document without the first step of their paths. Not checked. */
  readonly environment: EnvironmentOptionsInput
}

const PREFIX = 'environment.'

/**
 * Tells settings of the real environment (`--set environment.regions=labels`) from those of the scenario. The environment is not part of
 * a scenario: the same file runs on any. Whether such settings exist is for `parseEnvironmentOptions` of the harness to say.
 */
export function splitSettings(settings: readonly Setting[] = [], flags: ExistingClusterFlags = {}): SplitSettings {
  const isOurs = ({ path }: Setting): boolean => path.startsWith(PREFIX)
  const environment = settings
    .filter(isOurs)
    .reduce<unknown>(
      (document, { path, value }) => applySetting(document, { path: path.slice(PREFIX.length), value }),
      existingCluster(flags),
    )
  return {
    scenario: settings.filter((setting) => !isOurs(setting)),
    environment: environment as EnvironmentOptionsInput,
  }
}

/**
 * The settings of the scenario, where there is no real environment. Throws `InvalidInputError` for settings and flags that only a real
 * one has.
 */
export function settingsForSim(
  settings: readonly Setting[] = [],
  flags: ExistingClusterFlags = {},
): readonly Setting[] {
  const { scenario, environment } = splitSettings(settings, flags)
  const [first] = Object.keys(environment)
  if (first === undefined) return scenario
  throw new InvalidInputError('--env sim', [
    { path: `${PREFIX}${first}`, message: 'the simulator has no environment to set up', remedy: 'add --env kind' },
  ])
}

/** Throws `InvalidInputError` for one flag without the other: a cluster is used only when its context is named. */
function existingCluster({ kubeconfig, context }: ExistingClusterFlags): object {
  if (kubeconfig === undefined && context === undefined) return {}
  if (kubeconfig !== undefined && context !== undefined) return { existing: { kubeconfig, context } }
  const [got, missing] = kubeconfig === undefined ? ['--context', '--kubeconfig'] : ['--kubeconfig', '--context']
  const message = `expected ${missing} beside ${got}: a cluster is used only when its file and its context are named`
  throw new InvalidInputError(got, [
    { path: '', message, remedy: `add ${missing}, or leave both out for clusters of their own` },
  ])
}
