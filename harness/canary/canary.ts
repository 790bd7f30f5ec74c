import { setTimeout as pause } from 'node:timers/promises'
import { ApiException, AppsV1Api, CustomObjectsApi, PatchStrategy, setHeaderOptions } from '@kubernetes/client-node'
import { objectName } from '../charts/names.ts'
import type { ServiceRollouts } from '../kubectl/service-rollouts.ts'
import { applyObject } from '../kubernetes/apply.ts'
import type { ClusterConnection } from '../kubernetes/connection.ts'
import type { Release } from '../releases/releases.ts'
import { ROLLOUT_API } from './names.ts'
import { type CanaryState, type CanaryStep, canaryState, type Rollout, rolloutOf } from './rollout.ts'

const POLL_MS = 250

/** One service in one place whose releases go out as canaries: a few pods first, then more, as somebody promotes them. */
export class Canary {
  private readonly rollouts: ServiceRollouts
  private readonly service: string
  private readonly place: string
  private readonly steps: readonly CanaryStep[]

  constructor(of: { rollouts: ServiceRollouts; service: string; place: string; steps: readonly CanaryStep[] }) {
    this.rollouts = of.rollouts
    this.service = of.service
    this.place = of.place
    this.steps = of.steps
  }

  /** Replaces the service's Deployment, which runs `release`, by a Rollout of the same pods; none is taken away before its successor is ready. */
  async convert(release: Release, signal: AbortSignal): Promise<void> {
    await this.apply(release, signal)
    await this.until((state) => state.state === 'complete', signal)
    await this.apps(signal).deleteNamespacedDeployment({ ...this.object, propagationPolicy: 'Foreground' })
    while ((await this.apps(signal).readNamespacedDeployment(this.object).catch(missing)) !== undefined) {
      await pause(POLL_MS, undefined, { signal })
    }
  }

  /** The way back: a Deployment that runs `release`, and no Rollout. */
  async convertBack(release: Release, signal: AbortSignal): Promise<void> {
    const generation = await this.rollouts.apply(release, this.place, signal)
    await this.rollouts.untilRolledOut(release, this.place, generation, signal)
    await this.custom(signal).deleteNamespacedCustomObject({ ...this.resource, propagationPolicy: 'Foreground' })
  }

  /** Sets a release; its first pods come up by the first step. A release that runs already ends a canary that was aborted. */
  async apply(release: Release, signal: AbortSignal): Promise<void> {
    const [deployment, service] = this.rollouts.manifests(release, this.rollouts.place(this.place))
    await applyObject(this.connection, service, signal)
    await applyObject(this.connection, rolloutOf(deployment, this.steps), signal)
  }

  /** Goes on to the next step, as `kubectl argo rollouts promote` does. */
  promote(signal: AbortSignal): Promise<void> {
    return this.setStatus({ pauseConditions: null }, signal)
  }

  /** Brings all pods of the version before back, as `kubectl argo rollouts abort` does; the release stays what is wanted. */
  abort(signal: AbortSignal): Promise<void> {
    return this.setStatus({ abort: true }, signal)
  }

  /** Where the canary stands now. */
  async state(signal: AbortSignal): Promise<CanaryState> {
    const rollout: Rollout = await this.custom(signal).getNamespacedCustomObject(this.resource)
    return canaryState(rollout)
  }

  /** Waits until the canary stands where `isSo` says. */
  async until(isSo: (state: CanaryState) => boolean, signal: AbortSignal): Promise<CanaryState> {
    for (;;) {
      const state = await this.state(signal)
      if (isSo(state)) return state
      await pause(POLL_MS, undefined, { signal })
    }
  }

  private async setStatus(status: object, signal: AbortSignal): Promise<void> {
    const options = setHeaderOptions('Content-Type', PatchStrategy.MergePatch)
    await this.custom(signal).patchNamespacedCustomObjectStatus({ ...this.resource, body: { status } }, options)
  }

  private get connection(): ClusterConnection {
    return this.rollouts.connection(this.place)
  }

  private apps(signal: AbortSignal): AppsV1Api {
    return this.connection.api(AppsV1Api, signal)
  }

  private custom(signal: AbortSignal): CustomObjectsApi {
    return this.connection.api(CustomObjectsApi, signal)
  }

  private get object(): { name: string; namespace: string } {
    return { name: objectName(this.service), namespace: this.rollouts.place(this.place).namespace }
  }

  private get resource(): typeof ROLLOUT_API & { name: string; namespace: string } {
    return { ...ROLLOUT_API, ...this.object }
  }
}

function missing(error: unknown): undefined {
  if (!(error instanceof ApiException && error.code === 404)) throw error
}
