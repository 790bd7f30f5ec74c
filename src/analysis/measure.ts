import type { Recording } from '../model/events.ts'
import type { DeploymentRow } from './row.ts'

/** Everything that reports count of one deployment. Pure: the same recording gives the same row, whichever world made it. */
export function measure(_recording: Recording): DeploymentRow {
  throw new Error('not built yet')
}
