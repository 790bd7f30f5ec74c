import type { Failure } from '../../src/model/failure.ts'
import { lockConflictIn } from './lock-info.ts'
import type { TerraformEnd } from './terraform-process.ts'

/** Why a run of Terraform on a state of a region failed, as retry rules see it. */
export function failureOf(end: TerraformEnd, where: { readonly state: string; readonly region: string }): Failure {
  const { state, region } = where
  const holder = lockConflictIn(end.error)
  if (holder !== undefined) {
    const by = `${holder.who || 'somebody'} (${holder.operation || 'unknown operation'}, since ${holder.created || 'now'})`
    return {
      class: 'state-locked',
      cause: 'state-lock-conflict',
      message: `state ${state} is locked by ${by}, lock ID ${holder.id || 'unknown'}`,
      region,
    }
  }
  const said = end.error.trim().split('\n').slice(0, 3).join(' | ').slice(0, 500)
  const how = end.exitCode === null ? 'was killed' : `exited with ${end.exitCode}`
  const message = `Terraform ${how} on state ${state}: ${said || 'it said nothing'}`
  return { class: 'script-failure', cause: 'platform', message, region }
}
