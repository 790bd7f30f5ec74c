import { Signal, type Task } from '../../kernel/index.ts'
import type { DeploymentAddress } from '../../model/events.ts'
import type { Millis } from '../../model/units.ts'
import type { ChangeSet, Deployment, Detection } from '../world.ts'
import type { Draws } from './draws.ts'
import { Exposures } from './exposures.ts'
import type { FaultsOfDeployment } from './faults/faults-of-deployment.ts'
import type { Flaw } from './flaw.ts'
import type { ImageLayerRef } from './sources.ts'

/** What a build made, or what runs. */
export interface Release {
  /** Revision of the sources that is in the image. */
  readonly source: number
  /** Revision that was meant to be in it; differs after a stale cache hit. */
  readonly intended: number
  readonly image: readonly ImageLayerRef[]
  /** Name of the revision on its pods. */
  readonly label: string
}

/** What the simulated world knows of one deployment under way. */
export class SimDeployment {
  readonly address: DeploymentAddress
  readonly draws: Draws
  readonly change: ChangeSet
  readonly triggeredAt: Millis
  readonly lockFileChanged: ReadonlySet<string>
  readonly flaws: Flaw[] = []
  /** Built by this deployment. */
  readonly built = new Map<string, Release>()
  /** What users have seen of it, where that is followed. */
  readonly exposures = new Exposures()
  /** What ran in production before this deployment touched a service. */
  readonly before = new Map<string, Release>()
  /** Services whose new revision is in production, by region. */
  readonly landed = new Map<string, Set<string>>()
  /** Fires when something is found to be wrong in production. */
  readonly alarm = new Signal<Detection>()
  /** Monitors and other activities of this deployment, ended with it. */
  readonly tasks: Task<unknown>[] = []
  /** Set when a migration has run in production that the version before cannot live with. */
  cannotGoBack = false
  /** When going back is over, where it is possible for a while: the window of a blue/green database. */
  canGoBackUntil: Millis | undefined
  /** What the scenario's faults do to it; undefined in a scenario without faults. */
  faults: FaultsOfDeployment | undefined
  /** Flaws that showed in production, and since when. */
  readonly landedFlaws = new Map<string, Millis>()

  constructor(of: {
    address: DeploymentAddress
    draws: Draws
    change: ChangeSet
    lockFileChanged: ReadonlySet<string>
    triggeredAt: Millis
  }) {
    this.address = of.address
    this.draws = of.draws
    this.change = of.change
    this.lockFileChanged = of.lockFileChanged
    this.triggeredAt = of.triggeredAt
  }

  /** Whether the version before could not live with the database any more. */
  isPastReturn(now: Millis): boolean {
    return this.cannotGoBack || (this.canGoBackUntil !== undefined && now > this.canGoBackUntil)
  }

  /** Flaws of a service that nobody has caught. */
  live(service: string): Flaw[] {
    return this.flaws.filter((flaw) => flaw.service === service && flaw.caughtBy === undefined)
  }

  /** Notes who caught a flaw. */
  caught(flaw: Flaw, by: string, at: Millis, deployment: Deployment): void {
    flaw.caughtBy = by
    deployment.record({ kind: 'flaw.caught', at, flaw: flaw.id, by })
  }

  /** Raises the alarm, unless it was raised already. */
  raise(detection: Detection): void {
    if (!this.alarm.fired) this.alarm.fire(detection)
  }
}
