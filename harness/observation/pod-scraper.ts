import type { V1Pod } from '@kubernetes/client-node'
import type { Millis } from '../../src/model/units.ts'
import { CONTAINER_PORT } from '../charts/names.ts'
import type { Place } from '../kind/facts.ts'
import { type Exposition, parseExposition } from '../prometheus/exposition.ts'
import { MalformedExpositionError } from '../prometheus/malformed-exposition-error.ts'
import { ApiServerProxy } from './api-server-proxy.ts'

/** The text format, and nothing that Prometheus would prefer to it. */
const ACCEPT = 'text/plain;version=0.0.4'

/** Characters of an answer that are told. */
const EXCERPT = 200

/** What a scrape of a pod came to: it is up, or it is down, which is nobody's error here (`up` of Prometheus is 0). */
export type Scrape =
  | { readonly kind: 'up'; readonly exposition: Exposition }
  | { readonly kind: 'down'; readonly why: string }

/** Scrapes pods as Prometheus does, through the API server's proxy, which can reach them from wherever the user is. */
export class PodScraper {
  private readonly limitMs: Millis
  private readonly proxy = new ApiServerProxy()

  /** A pod without an answer after `limitMs` is down (`scrape_timeout`). */
  constructor(limitMs: Millis) {
    this.limitMs = limitMs
  }

  /** Asks a pod for its metrics. Down is one that does not answer, not with 200, or with what is not an exposition. */
  async scrape(place: Place, pod: V1Pod, signal: AbortSignal): Promise<Scrape> {
    const target = `${pod.metadata?.name}:${CONTAINER_PORT}`
    const request = { kind: 'pods', target, path: '/metrics', limitMs: this.limitMs, accept: ACCEPT } as const
    const { status, body } = await this.proxy.get(place, request, signal)
    if (status === 0) return { kind: 'down', why: body }
    if (status !== 200) return { kind: 'down', why: `status ${status}: ${body.trim().slice(0, EXCERPT)}` }
    try {
      return { kind: 'up', exposition: parseExposition(body) }
    } catch (error) {
      if (!(error instanceof MalformedExpositionError)) throw error
      return { kind: 'down', why: `its metrics are malformed: ${error.message} (${error.where})` }
    }
  }
}
