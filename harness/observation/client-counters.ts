import type { Process } from '../../src/kernel/index.ts'
import type { Millis } from '../../src/model/units.ts'
import type { Deployment } from '../../src/world/world.ts'
import type { ClientView } from '../k6/client-view.ts'
import type { Place } from '../kind/facts.ts'
import type { RequestCounter, RequestCounters, UsedService } from './request-counters.ts'

/** Requests as those who send them count them: one that no pod ever saw is among the failed ones. */
export class ClientCounters implements RequestCounters {
  private readonly clients: ClientView

  constructor(clients: ClientView) {
    this.clients = clients
  }

  /** Clients are on this machine. */
  covers(service: string, { hostPorts }: Place): boolean {
    return hostPorts[service] !== undefined
  }

  *read(deployment: Deployment, { service, region }: UsedService): Process<readonly RequestCounter[] | undefined> {
    const count = this.clients.count(deployment, service, region)
    if (count === undefined) return undefined
    return [
      { series: 'answered', value: count.sent - count.lost, isFailed: false },
      { series: 'lost', value: count.lost, isFailed: true },
    ]
  }

  firstFailed(deployment: Deployment, { service, region }: UsedService, since: Millis): Millis | undefined {
    return this.clients.firstLost(deployment, service, region, since)
  }
}
