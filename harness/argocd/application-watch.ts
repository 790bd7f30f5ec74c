import { CustomObjectsApi } from '@kubernetes/client-node'
import type { ClusterConnection } from '../kubernetes/connection.ts'
import { ObjectWatch } from '../kubernetes/informer.ts'
import type { Application } from './application.ts'
import { ARGOCD_NAMESPACE } from './names.ts'

const RESOURCE = { group: 'argoproj.io', version: 'v1alpha1', namespace: ARGOCD_NAMESPACE, plural: 'applications' }

type Listener = (application: Application, at: number) => void

/** Keeps watch over all applications. */
export class ApplicationWatch implements AsyncDisposable {
  private readonly listeners = new Set<Listener>()
  private readonly end = new AbortController()
  private watch: ObjectWatch<Application> | undefined

  private constructor() {}

  /** Starts to watch; resolves when what is there is known. */
  static async start(connection: ClusterConnection): Promise<ApplicationWatch> {
    const started = new ApplicationWatch()
    const { signal } = started.end
    started.watch = await ObjectWatch.start<Application>(connection, {
      path: `/apis/${RESOURCE.group}/${RESOURCE.version}/namespaces/${RESOURCE.namespace}/${RESOURCE.plural}`,
      list: () => connection.api(CustomObjectsApi, signal).listNamespacedCustomObject(RESOURCE),
      onChange: ({ kind, object, at }) => {
        if (kind === 'deleted') return
        for (const listener of started.listeners) listener(object, at)
      },
    })
    return started
  }

  /** The latest state of an application. */
  get(name: string): Application | undefined {
    return this.all().find(({ metadata }) => metadata?.name === name)
  }

  /** The latest state of all applications. */
  all(): readonly Application[] {
    return this.watch?.list() ?? []
  }

  /**
   * Waits until an application is in a state that `read` has an answer for. `at` is when we heard of that state, in milliseconds since
   * 1970. An application that does not exist is waited for.
   */
  async until<T>(
    name: string,
    read: (application: Application, at: number) => T | undefined,
    signal: AbortSignal,
  ): Promise<T> {
    signal.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const look: Listener = (application, at) => {
      if (application.metadata?.name !== name) return
      try {
        const answer = read(application, at)
        if (answer !== undefined) resolve(answer)
      } catch (error) {
        reject(error)
      }
    }
    const giveUp = (): void => reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    this.listeners.add(look)
    try {
      const known = this.get(name)
      if (known !== undefined) look(known, Date.now())
      return await promise
    } finally {
      this.listeners.delete(look)
      signal.removeEventListener('abort', giveUp)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end.abort(new Error('the watch is over'))
    await this.watch?.[Symbol.asyncDispose]()
  }
}
