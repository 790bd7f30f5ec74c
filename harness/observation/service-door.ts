import type { Millis } from '../../src/model/units.ts'
import { objectName } from '../charts/names.ts'
import { loopbackUrl } from '../k6/loopback-url.ts'
import type { Place } from '../kind/facts.ts'
import { ApiServerProxy } from './api-server-proxy.ts'
import { type Answer, httpGet } from './http-get.ts'

/** A request without an answer after so long has none: longer than the services wait for what they call. */
const LIMIT_MS: Millis = 5_000

/** What a service says of itself on `GET /version`. */
export interface Identity {
  /** What was deployed. */
  readonly version: string
  /** What was built. */
  readonly revision: string
}

/**
 * Asks services over HTTP, each time on a new connection, which is balanced anew: through their port of this machine, or, where they
 * have none, through the API server's proxy of their Service.
 */
export class ServiceDoor {
  private readonly places: ReadonlyMap<string, Place>
  private readonly proxy = new ApiServerProxy()

  constructor(places: readonly Place[]) {
    this.places = new Map(places.map((place) => [place.name, place]))
  }

  /** Sends a GET. A service that does not answer is an answer with status 0. */
  async ask(place: string, service: string, path: string, signal: AbortSignal): Promise<Answer> {
    const of = this.places.get(place)
    if (of === undefined) throw new RangeError(`the environment has no place named "${place}"`)
    const port = of.hostPorts[service]
    if (port !== undefined) return await httpGet(loopbackUrl(port, path), { signal, limitMs: LIMIT_MS })
    const target = `${objectName(service)}:http`
    return await this.proxy.get(of, { kind: 'services', target, path, limitMs: LIMIT_MS }, signal)
  }

  /** What is wrong with a service's answer on its main path; undefined when nothing is. */
  async problem(place: string, service: string, signal: AbortSignal): Promise<string | undefined> {
    const { status, body } = await this.ask(place, service, '/', signal)
    if (status >= 200 && status < 300) return undefined
    return status === 0 ? body : `status ${status}: ${body.trim()}`
  }

  /** Who answers for a service; undefined when nobody does, or not as a synthetic service would. */
  async identity(place: string, service: string, signal: AbortSignal): Promise<Identity | undefined> {
    const { status, body } = await this.ask(place, service, '/version', signal)
    if (status !== 200) return undefined
    const { version, revision }: Partial<Identity> = JSON.parse(body)
    return version === undefined || revision === undefined ? undefined : { version, revision }
  }
}
