import { setTimeout as pause } from 'node:timers/promises'
import type { Commit } from '../git/repository.ts'
import type { Place } from '../kind/facts.ts'
import { applyObject } from '../kubernetes/apply.ts'
import { ClusterConnection } from '../kubernetes/connection.ts'
import { type Change, mergeObject } from '../kubernetes/merge.ts'
import { ignoreMissing } from '../kubernetes/missing.ts'
import { eventTime } from '../kubernetes/server-time.ts'
import { type Application, type ApplicationStatus, application, applicationName } from './application.ts'
import { ApplicationWatch } from './application-watch.ts'
import type { ArgoCdFacts } from './component.ts'
import { ARGOCD_NAMESPACE } from './names.ts'
import { isHealthyAt, syncProgress } from './sync-progress.ts'

/** After so long without an effect a refresh is asked for again: one that comes while another is under way can be lost. */
const REFRESH_AGAIN_MS = 10_000

const API = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' }

/** A commit, and who knows which revisions have it. */
export interface Target {
  readonly commit: Commit
  has(revision: string | undefined): boolean
}

/** How a sync ended; `at` is in milliseconds since 1970. */
export type SyncEnd =
  | { readonly ok: true; readonly at: number }
  | { readonly ok: false; readonly at: number; readonly detail: string }

/** Argo CD at work: its applications, one for a service in a place, and what it says of them. */
export class ArgoCd implements AsyncDisposable {
  readonly connection: ClusterConnection
  private readonly facts: ArgoCdFacts
  private readonly watch: ApplicationWatch

  private constructor(facts: ArgoCdFacts, connection: ClusterConnection, watch: ApplicationWatch) {
    this.facts = facts
    this.connection = connection
    this.watch = watch
  }

  /** Starts to watch the applications of an Argo CD that is up. */
  static async start(facts: ArgoCdFacts): Promise<ArgoCd> {
    const connection = new ClusterConnection(facts)
    return new ArgoCd(facts, connection, await ApplicationWatch.start(connection))
  }

  /** What Argo CD says of a service in a place; undefined when it has no application for it, or has not looked yet. */
  status(service: string, place: string): ApplicationStatus | undefined {
    return this.watch.get(applicationName(service, place))?.status
  }

  /** What Argo CD calls unhealthy about a service in a place (its health is `Degraded`); undefined while it does not. */
  trouble(service: string, place: string): string | undefined {
    const health = this.status(service, place)?.health?.status
    return health === 'Degraded' ? `Argo CD calls ${service} in ${place} ${health}` : undefined
  }

  /** Whether there is an application of a service in a place. */
  manages(service: string, place: string): boolean {
    return this.watch.get(applicationName(service, place)) !== undefined
  }

  /** Lets Argo CD manage a service in a place, by the published policy. */
  async manage(service: string, place: Place, signal: AbortSignal): Promise<void> {
    const server = this.facts.servers[place.name]
    if (server === undefined) throw new RangeError(`Argo CD does not know the place "${place.name}"`)
    await applyObject(this.connection, application(service, { place, server }), signal)
    await this.watch.until(applicationName(service, place.name), () => true, signal)
  }

  /** Lets go of everything that is managed, which goes on running; resolves when no application is left. */
  async release(signal: AbortSignal): Promise<void> {
    const api = this.connection.objects(signal)
    for (const { metadata } of this.watch.all()) {
      const name = metadata?.name ?? ''
      await api.delete({ ...API, metadata: { name, namespace: ARGOCD_NAMESPACE } }).catch(ignoreMissing)
    }
    while (this.watch.all().length > 0) await pause(100, undefined, { signal })
  }

  /** Asks Argo CD to look at Git now for one application, as its webhook does. */
  async refresh(service: string, place: string, signal: AbortSignal): Promise<void> {
    const annotations = { 'argocd.argoproj.io/refresh': 'normal' }
    await this.change(service, place, { metadata: { annotations } }, signal)
  }

  /** Ends what is being synced or retried, as `argocd app terminate-op` does. Nothing happens where nothing is under way. */
  async endOperation(service: string, place: string, signal: AbortSignal): Promise<void> {
    if (this.status(service, place)?.operationState?.phase !== 'Running') return
    await this.change(service, place, { status: { operationState: { phase: 'Terminating' } } }, signal)
  }

  /** Waits until Argo CD has seen a commit; returns when that was, in milliseconds since 1970. */
  async untilNoticed(service: string, place: string, target: Target, signal: AbortSignal): Promise<number> {
    const read = ({ status }: Application, at: number): number | undefined =>
      syncProgress(status, target.has).state === 'unnoticed' ? undefined : at
    return await this.watch.until(applicationName(service, place), read, signal)
  }

  /** Waits until the cluster has what a commit says, or until Argo CD has given up, retries included. */
  async untilSynced(service: string, place: string, target: Target, signal: AbortSignal): Promise<SyncEnd> {
    const read = ({ status }: Application, heardAt: number): SyncEnd | undefined => {
      const progress = syncProgress(status, target.has)
      if (progress.state === 'synced') return { ok: true, at: eventTime(progress.since, heardAt) }
      if (progress.state !== 'failed') return undefined
      return { ok: false, at: eventTime(progress.since, heardAt), detail: progress.detail }
    }
    return await this.watch.until(applicationName(service, place), read, signal)
  }

  /** Asks for a refresh, again and again if need be, until Argo CD has seen the commit. */
  async tell(service: string, place: string, target: Target, signal: AbortSignal): Promise<void> {
    const noticed = new AbortController()
    const seen = this.untilNoticed(service, place, target, signal).finally(() => noticed.abort())
    const tell = async (): Promise<void> => {
      while (!noticed.signal.aborted) {
        await this.refresh(service, place, signal)
        await pause(REFRESH_AGAIN_MS, undefined, { signal: noticed.signal }).catch(() => {})
      }
    }
    await Promise.all([seen, tell()])
  }

  /** Waits until the place runs what a commit says of a service, with all pods. */
  async untilHealthy(service: string, place: string, target: Target, signal: AbortSignal): Promise<void> {
    const read = ({ status }: Application): true | undefined => isHealthyAt(status, target.has) || undefined
    await this.watch.until(applicationName(service, place), read, signal)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.watch[Symbol.asyncDispose]()
  }

  private async change(
    service: string,
    place: string,
    fields: { readonly metadata?: object; readonly status?: object },
    signal: AbortSignal,
  ): Promise<void> {
    const metadata = { ...fields.metadata, name: applicationName(service, place), namespace: ARGOCD_NAMESPACE }
    const change: Change = { ...API, ...fields, metadata }
    await mergeObject(this.connection, change, signal)
  }
}
