import {
  type Informer,
  type KubernetesListObject,
  type KubernetesObject,
  makeInformer,
  type ObjectCache,
} from '@kubernetes/client-node'
import type { ClusterConnection } from './connection.ts'

/** Pause before a watch that broke is started again. */
const RESTART_MS = 500

/** A change that a watch told us of. */
export interface Change<T> {
  readonly kind: 'added' | 'updated' | 'deleted'
  readonly object: T
  /** When we heard of it; milliseconds since 1970. */
  readonly at: number
}

/** Watches objects of one kind in a namespace until it is disposed of, and keeps the latest state of each. A watch that breaks is started again. */
export class ObjectWatch<T extends KubernetesObject> implements AsyncDisposable {
  private readonly informer: Informer<T> & ObjectCache<T>
  private restart: NodeJS.Timeout | undefined
  private isOver = false

  private constructor(informer: Informer<T> & ObjectCache<T>) {
    this.informer = informer
    informer.on('error', () => {
      if (this.isOver) return
      this.restart = setTimeout(() => void informer.start(), RESTART_MS)
    })
  }

  /** Starts to watch `path` (of the API); resolves when what is there already has been listed. */
  static async start<T extends KubernetesObject>(
    connection: ClusterConnection,
    of: {
      path: string
      list: () => Promise<KubernetesListObject<T>>
      onChange: (change: Change<T>) => void
    },
  ): Promise<ObjectWatch<T>> {
    const informer = makeInformer(connection.config, of.path, of.list)
    const tell = (kind: Change<T>['kind']) => (object: T) => of.onChange({ kind, object, at: Date.now() })
    informer.on('add', tell('added'))
    informer.on('update', tell('updated'))
    informer.on('delete', tell('deleted'))
    const watch = new ObjectWatch(informer)
    await informer.start()
    return watch
  }

  /** The latest state of all objects. */
  list(): readonly T[] {
    return this.informer.list()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.isOver = true
    clearTimeout(this.restart)
    await this.informer.stop()
  }
}
