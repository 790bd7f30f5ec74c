import { setTimeout as pause } from 'node:timers/promises'
import type { Place } from '../../src/faults/hooks.ts'
import type { Ratio } from '../../src/model/units.ts'
import { objectName, SERVICE_PORT } from '../charts/names.ts'
import { placeOf } from '../kind/facts.ts'
import type { FaultParts } from './parts.ts'

/** One request so often: enough to see a share within seconds, too little to be a load. */
const EVERY_MS = 400

/** Requests that the share is taken of. */
const WINDOW = 30

/** Requests that there have to be before anything is said of them. */
const ENOUGH = 10

/** A user goes away after so long. */
const PATIENCE_MS = 2_000

/** A few users of one service in one region, whose requests go through the API server: what share of them fails. */
export class Users {
  private readonly parts: FaultParts
  private readonly place: Place
  private readonly outcomes: boolean[] = []

  constructor(parts: FaultParts, place: Place) {
    this.parts = parts
    this.place = place
  }

  /** Sends requests until the signal is aborted; a slow one does not keep the next from being sent. */
  async run(signal: AbortSignal): Promise<void> {
    const underWay = new Set<Promise<void>>()
    while (!signal.aborted) {
      const request = this.ask(signal).finally(() => underWay.delete(request))
      underWay.add(request)
      await pause(EVERY_MS, undefined, { signal }).catch(() => {})
    }
    await Promise.all(underWay)
  }

  /** Whether enough requests have been answered to speak of a share. */
  get canSay(): boolean {
    return this.outcomes.length >= ENOUGH
  }

  /** What was answered so far does not count any more. */
  forget(): void {
    this.outcomes.length = 0
  }

  /** Share of the last requests that failed. */
  get failing(): Ratio {
    return this.outcomes.length === 0 ? 0 : this.outcomes.filter((ok) => !ok).length / this.outcomes.length
  }

  private async ask(signal: AbortSignal): Promise<void> {
    const { service, region } = this.place
    const { namespace } = placeOf(this.parts.clusters, region)
    const path = `/api/v1/namespaces/${namespace}/services/${objectName(service)}:${SERVICE_PORT}/proxy/`
    const limit = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
    const isOk = await this.parts.rollouts
      .connection(region)
      .send('GET', path, { signal: limit })
      .then(
        ({ status }) => status < 400,
        // Who waits in vain goes away; when it is the API server that drops a connection, the service is not to blame.
        () => (limit.aborted ? false : undefined),
      )
    if (signal.aborted || isOk === undefined) return
    this.outcomes.push(isOk)
    if (this.outcomes.length > WINDOW) this.outcomes.shift()
  }
}
