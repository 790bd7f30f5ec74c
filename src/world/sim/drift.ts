import { poissonQuantile } from '../../random/index.ts'
import { workingDayOf } from './calendar.ts'
import { PURPOSE } from './purpose.ts'
import type { SimState } from './state.ts'

/** What was changed by hand in a region since Terraform last looked. */
export interface Drift {
  /** Changes that nobody wrote down. */
  readonly changes: number
  /** Undoing them would take something away that production needs. */
  readonly harmful: boolean
}

const NONE: Drift = { changes: 0, harmful: false }

/**
 * Drift: manual changes arrive day by day in each region, whether or not anything is deployed. Daily detection finds and
 * repairs what earlier days brought.
 */
export class DriftLog {
  private readonly state: SimState
  private readonly open = new Map<string, Drift>()
  private readonly knownUntil = new Map<string, number>()

  constructor(state: SimState) {
    this.state = state
  }

  /** Drift of a region as of now. */
  in(region: string): Drift {
    this.catchUp(region, workingDayOf(this.state.kernel.now))
    return this.open.get(region) ?? NONE
  }

  /** It was repaired or overwritten. */
  clear(region: string): void {
    this.open.delete(region)
  }

  private catchUp(region: string, today: number): void {
    const { terraform } = this.state.mechanisms
    const entity = this.state.key(region)
    for (let day = this.knownUntil.get(region) ?? 0; day <= today; day++) {
      if (this.state.scenario.pipeline.dailyDriftDetection) this.open.delete(region)
      const draws = this.state.dailyDraws(day)
      const changes = poissonQuantile(terraform.driftPerRegionDay, draws.scope.uniform(entity, PURPOSE.drift))
      if (changes === 0) continue
      const before = this.open.get(region) ?? NONE
      const harmful = draws.chance(1 - (1 - terraform.driftHarm) ** changes, entity, PURPOSE.driftHarm)
      this.open.set(region, { changes: before.changes + changes, harmful: before.harmful || harmful })
    }
    this.knownUntil.set(region, today + 1)
  }
}
