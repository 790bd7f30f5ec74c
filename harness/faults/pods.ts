import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node'
import type { Place, PodSeen } from '../../src/faults/hooks.ts'
import { objectName, REVISION_LABEL } from '../charts/names.ts'
import { placeOf } from '../kind/facts.ts'
import { isPodReady } from '../kubernetes/pod-trouble.ts'
import type { Faults } from '../service/app/faults.ts'
import type { Actions } from './actions.ts'
import { ControlPort } from './control-port.ts'
import type { FaultParts } from './parts.ts'
import { removalSignal, repeatedly } from './waiting.ts'

/** How often new pods are looked for that have to be told what is wrong with them. */
const LOOK_MS = 1_000

/** Why a container waits when it cannot get its image (kubelet, `pkg/kubelet/images/types.go`). */
const NO_IMAGE: readonly string[] = ['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull']

/** Which pods are told what is wrong with them. */
export interface Told extends Place {
  readonly faults: Faults
  /** Those of this revision; all without it. */
  readonly revision?: string | undefined
}

/** Pods as the watch of their place shows them, and what can be done to them. */
export class PodFaults {
  readonly control: ControlPort
  private readonly parts: FaultParts

  constructor(parts: FaultParts) {
    this.parts = parts
    this.control = new ControlPort(parts.clusters, parts.rollouts)
  }

  /** Pods of a service in a region. One that is being deleted counts as gone. */
  seen({ service, region }: Place, revision?: string): readonly PodSeen[] {
    return this.parts.rollouts
      .watch(region)
      .pods(objectName(service), revision)
      .filter(({ metadata }) => metadata?.deletionTimestamp === undefined)
      .map(podSeen)
  }

  /** Ends the processes of so many pods that are ready. */
  crash(place: Place, count: number, actions: Actions): void {
    actions.start(`ending processes of ${place.service}`, async (signal) => {
      for (const pod of this.ready(place, count)) await this.control.crash(place.region, pod.id, signal)
    })
  }

  /** Deletes so many pods through the API. */
  delete(place: Place, count: number, actions: Actions): void {
    const { clusters, rollouts } = this.parts
    const { namespace } = placeOf(clusters, place.region)
    actions.start(`deleting pods of ${place.service}`, async (signal) => {
      const core = rollouts.connection(place.region).core(signal)
      for (const pod of this.ready(place, count)) await core.deleteNamespacedPod({ name: pod.id, namespace })
    })
  }

  /** The readiness probe of a share of the pods fails until the fault is out. */
  failReadiness(place: Place, share: number, actions: Actions): void {
    const { region } = place
    const all = this.seen(place)
    const chosen = all.slice(0, Math.max(1, Math.round(share * all.length)))
    actions.onRemoval(() => this.clearAll(region, chosen))
    actions.start(`failing readiness probes of ${place.service}`, async (signal) => {
      for (const pod of chosen) await this.control.set(region, pod.id, { ready: false }, signal)
    })
  }

  /** Tells pods, those to come as well, what is wrong with them, until the fault is out. */
  tell(told: Told, actions: Actions): void {
    const known = new Map<string, number>()
    actions.onRemoval(async () => {
      await this.clearAll(
        told.region,
        this.seen(told).filter((pod) => known.has(pod.id)),
      )
    })
    actions.start(`telling pods of ${told.service} in ${told.region}`, (signal) =>
      repeatedly(LOOK_MS, signal, async () => {
        for (const pod of this.seen(told, told.revision)) {
          // A container that was restarted has forgotten it.
          if (known.get(pod.id) === pod.restarts) continue
          if (await this.control.set(told.region, pod.id, told.faults, signal)) known.set(pod.id, pod.restarts)
        }
      }),
    )
  }

  private ready(place: Place, count: number): readonly PodSeen[] {
    return this.seen(place)
      .filter((pod) => pod.ready)
      .slice(0, count)
  }

  private async clearAll(region: string, pods: readonly PodSeen[]): Promise<void> {
    const signal = removalSignal()
    await Promise.all(pods.map((pod) => this.control.clear(region, pod.id, signal)))
  }
}

/** A container that has ended and does not run again yet, which its count of restarts does not show. */
function isDown(container: V1ContainerStatus | undefined): boolean {
  const { state, lastState } = container ?? {}
  return state?.running === undefined && (state?.terminated ?? lastState?.terminated) !== undefined
}

function podSeen(pod: V1Pod): PodSeen {
  const container = pod.status?.containerStatuses?.[0]
  return {
    id: pod.metadata?.name ?? '',
    revision: pod.metadata?.labels?.[REVISION_LABEL] ?? '',
    restarts: (container?.restartCount ?? 0) + (isDown(container) ? 1 : 0),
    ready: isPodReady(pod),
    started: container?.started === true,
    node: pod.spec?.nodeName,
    lacksImage: NO_IMAGE.includes(container?.state?.waiting?.reason ?? ''),
  }
}
