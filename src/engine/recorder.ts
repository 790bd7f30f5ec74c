import type { DeploymentAddress, DeploymentEvent, Recording } from '../model/events.ts'

/** What is over when the rollout is healthy, without anybody saying so: its pods were restarted until their dependency was there. */
const HEALED_BY_ROLLOUT: ReadonlySet<string> = new Set(['dependency-not-ready'])

/** Collects the events of one deployment, in the order in which they happen. */
export class Recorder implements Recording {
  readonly address: DeploymentAddress
  readonly events: DeploymentEvent[] = []
  private readonly landed = new Set<string>()
  private readonly over = new Set<string>()
  private hasReachedProduction = false
  private hasImpact = false

  constructor(address: DeploymentAddress) {
    this.address = address
  }

  record(event: DeploymentEvent): void {
    if (event.kind === 'fault.landed') this.landed.add(event.fault)
    else if (event.kind === 'fault.ended' || event.kind === 'fault.noticed') this.over.add(event.fault)
    else if (event.kind === 'job.finished' && event.failure?.origin !== undefined) this.over.add(event.failure.origin)
    else if (event.kind === 'production.reached') this.hasReachedProduction = true
    else if (event.kind === 'impact.started') this.hasImpact = true
    this.events.push(event)
  }

  /**
   * Whether a fault landed that is over, or that something reacted to: a controller, or the retry of a job that it broke. One that is still in and that nobody noticed has not
   * healed: a stale build runs on, and all is green.
   */
  get hasHealed(): boolean {
    return [...this.landed].some((fault) => this.over.has(fault) || HEALED_BY_ROLLOUT.has(fault))
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
