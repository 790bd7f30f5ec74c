import type { Process } from '../../kernel/index.ts'
import type { OtherTeams as Settings } from '../../model/mechanisms/operations.ts'
import { hours } from '../../model/units.ts'
import { durationQuantile } from '../../random/index.ts'
import { PURPOSE } from './purpose.ts'
import type { SimState } from './state.ts'
import type { Terraform } from './terraform.ts'

/**
 * Other teams at work on the infrastructure of one region: their applies come at random (a Poisson process), wait for the lock of
 * the state that they touch and hold it for as long as they take. With one state for the region that is everybody's lock; with a
 * state a team it is their own, which a deployment meets only when it changes the same team's infrastructure.
 */
export function* otherTeams(state: SimState, terraform: Terraform, region: string, settings: Settings): Process {
  if (settings.appliesPerHour <= 0) return
  const { scope } = state.dailyDraws(0)
  const entity = state.key(region)
  for (let apply = 0; ; apply++) {
    const pause = -Math.log(scope.uniform(entity, PURPOSE.otherTeamPause, apply)) / settings.appliesPerHour
    yield Math.max(1, Math.round(pause * hours(1)))
    const of = terraform.stateOfTeam(region, scope.uniform(entity, PURPOSE.otherTeam, apply))
    const ms = durationQuantile(settings.holds, scope.uniform(entity, PURPOSE.otherTeamHolds, apply))
    state.kernel.spawn(terraform.heldBy(`another team (apply ${apply})`, of, ms), { name: `other team in ${region}` })
  }
}
