import { setTimeout as pause } from 'node:timers/promises'
import { AppsV1Api, CustomObjectsApi, PatchStrategy, setHeaderOptions } from '@kubernetes/client-node'
import { objectName } from '../charts/names.ts'
import type { ServiceRollouts } from '../kubectl/service-rollouts.ts'
import { ignoreMissing } from '../kubernetes/missing.ts'
import { rolloutStatus } from '../kubernetes/rollout-status.ts'
import type { Release } from '../releases/releases.ts'
import { ROLLOUT_API } from './names.ts'
import { type CanaryState, type CanaryStep, canaryState, type Rollout } from './rollout.ts'

const POLL_MS = 250

/** What a canary does to clusters. */
export type CanaryRollouts = Pick<ServiceRollouts, 'apply' | 'becomes' | 'connection' | 'place' | 'watch'>

/** One service in one place that has a Rollout: a few pods of a release first, then more. */
export class Canary {
  private readonly rollouts: CanaryRollouts
  private readonly service: string
  private readonly place: string

  constructor(of: { rollouts: CanaryRollouts; service: string; place: string }) {
    this.rollouts = of.rollouts
    this.service = of.service
    this.place = of.place
  }

  /** Replaces the service's Deployment, which runs `release`, by a Rollout of the same pods; none is taken away before its successor is ready. */
  async convert(release: Release, signal: AbortSignal): Promise<void> {
    this.rollouts.becomes('Rollout', this.service, this.place)
    await this.apply(release, [], signal)
    await this.until((state) => state.state === 'complete', signal)
    const apps = this.rollouts.connection(this.place).api(AppsV1Api, signal)
    await apps.deleteNamespacedDeployment({ ...this.object, propagationPolicy: 'Foreground' }).catch(ignoreMissing)
    await untilMissing(() => apps.readNamespacedDeployment(this.object), signal)
  }

  /**
   * The way back: a Deployment that is to run `release`, and no Rollout. It is waited for where the Rollout was complete; another one has
   * to be mended first, by somebody else.
   */
  async convertBack(release: Release, signal: AbortSignal): Promise<void> {
    const state = await this.state(signal).catch(ignoreMissing)
    this.rollouts.becomes('Deployment', this.service, this.place)
    await this.rollouts.apply(release, this.place, signal)
    if (state?.state === 'complete') await this.untilDeploymentHasEnded(signal)
    const custom = this.custom(signal)
    await custom
      .deleteNamespacedCustomObject({ ...this.resource, propagationPolicy: 'Foreground' })
      .catch(ignoreMissing)
    await untilMissing(() => custom.getNamespacedCustomObject(this.resource), signal)
  }

  /** Sets a release; its first pods come up by the first step. A release that runs already ends a canary that was aborted. */
  async apply(release: Release, steps: readonly CanaryStep[], signal: AbortSignal): Promise<void> {
    await this.rollouts.apply(release, this.place, signal, steps)
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

  /** The watch shows the Rollout until it knows of the Deployment. */
  private async untilDeploymentHasEnded(signal: AbortSignal): Promise<void> {
    const watch = this.rollouts.watch(this.place)
    for (;;) {
      const workload = watch.deployment(this.object.name)
      if (workload !== undefined && workload.kind !== 'Rollout') {
        if (rolloutStatus(workload, workload.metadata?.generation ?? 0).state !== 'under-way') return
      }
      await pause(POLL_MS, undefined, { signal })
    }
  }

  private async setStatus(status: object, signal: AbortSignal): Promise<void> {
    const options = setHeaderOptions('Content-Type', PatchStrategy.MergePatch)
    await this.custom(signal).patchNamespacedCustomObjectStatus({ ...this.resource, body: { status } }, options)
  }

  private custom(signal: AbortSignal): CustomObjectsApi {
    return this.rollouts.connection(this.place).api(CustomObjectsApi, signal)
  }

  private get object(): { name: string; namespace: string } {
    return { name: objectName(this.service), namespace: this.rollouts.place(this.place).namespace }
  }

  private get resource(): typeof ROLLOUT_API & { name: string; namespace: string } {
    return { ...ROLLOUT_API, ...this.object }
  }
}

async function untilMissing(read: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  while ((await read().catch(ignoreMissing)) !== undefined) await pause(POLL_MS, undefined, { signal })
}
