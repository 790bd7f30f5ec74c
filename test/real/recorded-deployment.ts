import type { DeploymentEvent } from '../../src/model/events.ts'
import type { Deployment } from '../../src/world/world.ts'

/** A deployment of these services that keeps what is recorded. */
export class RecordedDeployment implements Deployment {
  readonly address
  readonly change
  readonly reachedProduction = false
  readonly events: DeploymentEvent[] = []

  constructor(services: readonly string[], deployment = 0) {
    this.address = { stretch: 0, deployment }
    this.change = { services, databaseChange: false, irreversible: false, infrastructureChange: false }
  }

  record(event: DeploymentEvent): void {
    this.events.push(event)
  }

  /** The events of one kind, in order. */
  of<K extends DeploymentEvent['kind']>(kind: K): Extract<DeploymentEvent, { kind: K }>[] {
    return this.events.filter((event): event is Extract<DeploymentEvent, { kind: K }> => event.kind === kind)
  }
}
