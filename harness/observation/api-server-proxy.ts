import type { RequestOptions } from 'node:https'
import type { Millis } from '../../src/model/units.ts'
import type { Place } from '../kind/facts.ts'
import { ClusterConnection } from '../kubernetes/connection.ts'
import { type Answer, httpGet } from './http-get.ts'

/** A request through the API server to a Service or a pod of a place's namespace. */
export interface ProxiedRequest {
  readonly kind: 'services' | 'pods'
  /** `name:port`; ports of Services may have names. */
  readonly target: string
  readonly path: string
  readonly limitMs: Millis
  readonly accept?: string
}

/**
 * Asks what runs in clusters through their API servers' proxy
 * (https://kubernetes.io/docs/tasks/access-application-cluster/access-cluster-services/), each time on a new connection. Needs `get`
 * on `services/proxy` or `pods/proxy`.
 */
export class ApiServerProxy {
  private readonly servers = new Map<string, Promise<{ readonly url: string; readonly options: RequestOptions }>>()

  /** Sends a GET. Who does not answer is an answer with status 0; the server answers for whom it cannot reach, with 5xx. */
  async get(place: Place, of: ProxiedRequest, signal: AbortSignal): Promise<Answer> {
    const { kind, target, path, limitMs, accept } = of
    const { url, options } = await this.serverOf(place)
    const headers = { ...options.headers, ...(accept === undefined ? {} : { accept }) }
    const address = `${url}/api/v1/namespaces/${place.namespace}/${kind}/${target}/proxy${path}`
    return await httpGet(address, { ...options, headers, signal, limitMs })
  }

  private serverOf(place: Place): Promise<{ readonly url: string; readonly options: RequestOptions }> {
    const known = this.servers.get(place.name)
    if (known !== undefined) return known
    const read = (async () => {
      const { config } = new ClusterConnection(place)
      const options: RequestOptions = {}
      await config.applyToHTTPSOptions(options)
      return { url: config.getCurrentCluster()?.server ?? '', options }
    })()
    this.servers.set(place.name, read)
    return read
  }
}
