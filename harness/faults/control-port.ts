import { setTimeout as pause } from 'node:timers/promises'
import { CONTAINER_PORT, CONTROL_PORT } from '../charts/names.ts'
import { type ClusterFacts, placeOf } from '../kind/facts.ts'
import type { ServiceRollouts } from '../kubectl/service-rollouts.ts'
import type { ApiAnswer } from '../kubernetes/connection.ts'
import type { Faults } from '../service/app/faults.ts'

/** The pod is not there any more, or does not answer: what its API server says of it. */
const NOT_THERE: readonly number[] = [404, 500, 502, 503, 504]

/** What it says, with 400, of a pod that has no address yet (Kubernetes, `pkg/registry/core/pod/strategy.go`). */
const NO_ADDRESS = 'address not allowed'

const ATTEMPTS = 4
const PAUSE_MS = 500

/** Reaches the ports of single pods through the API server: what is wrong with them can be said, changed and taken back. */
export class ControlPort {
  private readonly clusters: ClusterFacts
  private readonly rollouts: ServiceRollouts

  constructor(clusters: ClusterFacts, rollouts: ServiceRollouts) {
    this.clusters = clusters
    this.rollouts = rollouts
  }

  /** Replaces what is wrong with a pod. False when the pod does not answer. */
  async set(place: string, pod: string, faults: Faults, signal: AbortSignal): Promise<boolean> {
    const answer = await this.send('PUT', place, pod, 'faults', { signal, body: JSON.stringify(faults) })
    return isThere(answer)
  }

  /** Nothing is wrong with a pod any more, but for the defects of its release. A pod that is gone has nothing wrong. */
  async clear(place: string, pod: string, signal: AbortSignal): Promise<void> {
    isThere(await this.send('DELETE', place, pod, 'faults', { signal }))
  }

  /** Ends the process in a pod. It does not answer, so that nothing is known when this resolves. */
  async crash(place: string, pod: string, signal: AbortSignal): Promise<void> {
    await this.send('POST', place, pod, 'crash', { signal })
  }

  /** The revision that a pod says it was built from; undefined when it does not answer. */
  async builtRevision(place: string, pod: string, signal: AbortSignal): Promise<string | undefined> {
    const answer = await this.send('GET', place, pod, 'version', { signal }, CONTAINER_PORT)
    if (!isThere(answer)) return undefined
    const said: { readonly revision?: string } = JSON.parse(answer.body)
    return said.revision
  }

  private send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    place: string,
    pod: string,
    path: string,
    of: { signal: AbortSignal; body?: string },
    port = CONTROL_PORT,
  ): Promise<ApiAnswer> {
    const { namespace } = placeOf(this.clusters, place)
    const url = `/api/v1/namespaces/${namespace}/pods/${pod}:${port}/proxy/${path}`
    const send = (): Promise<ApiAnswer> => this.rollouts.connection(place).send(method, url, of)
    return method === 'POST' ? send() : withPatience(send, of.signal)
  }
}

/** A busy API server drops a connection now and then; what can be asked twice is. */
async function withPatience(send: () => Promise<ApiAnswer>, signal: AbortSignal): Promise<ApiAnswer> {
  for (let left = ATTEMPTS - 1; ; left--) {
    try {
      return await send()
    } catch (error) {
      if (left === 0 || signal.aborted) throw error
      await pause(PAUSE_MS, undefined, { signal })
    }
  }
}

function isThere({ status, body }: ApiAnswer): boolean {
  if (NOT_THERE.includes(status) || (status === 400 && body.includes(NO_ADDRESS))) return false
  if (status >= 400) throw new RangeError(`the control port answered ${status}: ${body.slice(0, 200)}`)
  return true
}
