import type { DeploymentAddress, DeploymentEvent, Recording } from '../model/events.ts'

/** Collects the events of one deployment, in the order in which they happen. */
export class Recorder implements Recording {
  readonly address: DeploymentAddress
  readonly events: DeploymentEvent[] = []
  private faultHasLanded = false
  private hasReachedProduction = false
  private hasImpact = false

  constructor(address: DeploymentAddress) {
    this.address = address
  }

  record(event: DeploymentEvent): void {
    if (event.kind === 'fault.landed') this.faultHasLanded = true
    else if (event.kind === 'production.reached') this.hasReachedProduction = true
    else if (event.kind === 'impact.started') this.hasImpact = true
    this.events.push(event)
  }

  /** Whether any fault landed so far. */
  get faultLanded(): boolean {
    return this.faultHasLanded
  }

  /** Whether anything of this deployment is in production. */
  get reachedProduction(): boolean {
    return this.hasReachedProduction
  }

  /** Whether users or the rollout were hurt. */
  get impactStarted(): boolean {
    return this.hasImpact
  }
}
