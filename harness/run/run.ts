import { randomBytes } from 'node:crypto'
import { InvalidInputError } from '../../src/model/errors.ts'

/**
 * One environment, from its `up` to its `down`. Everything that it creates carries its id: Docker resources and Kubernetes
 * namespaces as the label {@link RUN_LABEL}, kind clusters in their names, files by lying in its folder.
 */
export interface Run {
  /** Lower-case letters, digits and "-"; unique on this machine. */
  readonly id: string
  /** Absolute path of the folder that holds all files of the run. */
  readonly folder: string
}

/** The label that marks what belongs to a run; its value is the run's id. */
export const RUN_LABEL = 'seatrial.run'

/** The label of a run's network with the folder that holds the folder of the run. Who uses another folder has other environments. */
export const STATE_LABEL = 'seatrial.state'

/** The label that says which component made a thing. */
export const COMPONENT_LABEL = 'seatrial.component'

/** The first part of the name of everything that has a name of its own on the machine. */
export const NAME_PREFIX = 'seatrial'

/** Long enough not to collide; short enough that `seatrial-<id>-<region>-control-plane` stays a host name (63 characters). */
const LONGEST_ID = 16

/** A name on this machine for a part of a run, such as `seatrial-k3f9-registry`. */
export const nameOf = (run: Run, part: string): string => `${NAME_PREFIX}-${run.id}-${part}`

/** The labels of what a component makes for a run, as Docker's command line takes them; without a component, of all components. */
export const labelsOf = (run: Run, component?: string): readonly string[] => {
  const ofRun = `${RUN_LABEL}=${run.id}`
  return component === undefined ? [ofRun] : [ofRun, `${COMPONENT_LABEL}=${component}`]
}

/** An id that no other run has. */
export const newRunId = (): string => randomBytes(3).toString('hex')

/** Checks an id that a person chose. */
export function requireRunId(id: string): string {
  if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(id) && id.length <= LONGEST_ID) return id
  const message = `expected a name of lower-case letters, digits and "-", at most ${LONGEST_ID} characters, got "${id}"`
  throw new InvalidInputError('name of the environment', [
    { path: '', message, remedy: 'choose a name such as "demo"' },
  ])
}
