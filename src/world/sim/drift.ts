import { poissonQuantile } from '../../random/index.ts'
import { workingDayOf } from './calendar.ts'
import { PURPOSE } from './purpose.ts'
import type { SimState } from './state.ts'

/** What was changed by hand in a region, or in the part of one team, since Terraform last looked. */
export interface Drift {
  /** Changes that nobody wrote down. */
  readonly changes: number
  /** Undoing them would take something away that production needs. */
  readonly harmful: boolean
}

/** One change by hand. */
interface ManualChange {
  readonly team: string
  readonly harmful: boolean
}

/**
 * Drift: manual changes arrive day by day in each region, each in the infrastructure of one team, whether or not anything is
 * deployed. Daily detection finds and repairs what earlier days brought.
 */
export class DriftLog {
  /** Teams in alphabetical order; the state of a region is split among them where a pipeline has states per team. */
  readonly teams: readonly string[]
  private readonly state: SimState
  private readonly open = new Map<string, ManualChange[]>()
  private readonly knownUntil = new Map<string, number>()

  constructor(state: SimState) {
    this.state = state
    this.teams = [...new Set(state.scenario.fleet.services.map((service) => service.team))].sort()
  }

  /** Drift as of now that a plan of this region shows, or a plan of one team's state in it. */
  in(region: string, team?: string): Drift {
    const changes = this.of(region).filter((change) => team === undefined || change.team === team)
    return { changes: changes.length, harmful: changes.some((change) => change.harmful) }
  }

  /** It was repaired or overwritten. */
  clear(region: string, team?: string): void {
    this.open.set(
      region,
      this.of(region).filter((change) => team !== undefined && change.team !== team),
    )
  }

  /** Somebody changes something by hand now, in the infrastructure of each team. */
  add(region: string, harmful: boolean): void {
    const changes = this.teams.map((team) => ({ team, harmful }))
    this.open.set(region, [...this.of(region), ...changes])
  }

  private of(region: string): ManualChange[] {
    const today = workingDayOf(this.state.kernel.now)
    const known = this.knownUntil.get(region) ?? 0
    let open = this.open.get(region) ?? []
    for (let day = known; day <= today; day++) {
      if (this.state.scenario.pipeline.dailyDriftDetection) open = []
      open = [...open, ...this.arriving(region, day)]
    }
    this.open.set(region, open)
    this.knownUntil.set(region, Math.max(known, today + 1))
    return open
  }

  private arriving(region: string, day: number): ManualChange[] {
    const { terraform } = this.state.mechanisms
    const entity = this.state.key(region)
    const draws = this.state.dailyDraws(day)
    const count = poissonQuantile(terraform.driftPerRegionDay, draws.scope.uniform(entity, PURPOSE.drift))
    return Array.from({ length: count }, (_, i) => ({
      team: this.teams[Math.floor(draws.scope.uniform(entity, PURPOSE.driftTeam, i) * this.teams.length)]!,
      harmful: draws.chance(terraform.driftHarm, entity, PURPOSE.driftHarm, i),
    }))
  }
}
