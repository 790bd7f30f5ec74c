import { Kernel } from '../../../../src/kernel/index.ts'
import { constant } from '../../../../src/model/distribution.ts'
import { type NodeGroup, nodeGroupSchema, type ServiceInput, serviceSchema } from '../../../../src/model/fleet.ts'
import { type ClusterMechanism, clusterMechanismSchema } from '../../../../src/model/mechanisms/cluster.ts'
import type { Millis } from '../../../../src/model/units.ts'
import { RandomSource } from '../../../../src/random/index.ts'
import type { ClusterContext } from '../../../../src/world/sim/cluster/context.ts'
import {
  Cluster,
  HEALTHY,
  type PodBehaviour,
  type PodEvent,
  type PodTemplate,
} from '../../../../src/world/sim/cluster/index.ts'
import type { Workload } from '../../../../src/world/sim/cluster/workload.ts'

type Input<T> = { [K in keyof T]?: Partial<T[K]> }

/** A mechanism without delays of its own, so that the times in a test are those that the test is about. */
export function instant(change: Input<ClusterMechanism> = {}): ClusterMechanism {
  const none = constant(0)
  const input: Input<ClusterMechanism> = {
    controlPlane: { callsPerSecond: 1_000_000, callLatency: 0, timerSlack: 0 },
    scheduler: { bindsPerSecond: 1_000_000, perPod: 0 },
    kubelet: { sandbox: none, containerStart: none, relist: 1, sync: 0, tearDown: none, retry: 1, retryJitter: 0 },
    images: { manifest: none, failure: none, mibPerSecond: 1_000 },
    endpoints: { propagation: none },
    nodes: {
      reservedCpuMilli: 0,
      reservedMemoryMiB: 0,
      provisioning: constant(90_000),
      podCollection: constant(50_000),
    },
    autoscaler: { enabled: false },
  }
  const keys = new Set([...Object.keys(input), ...Object.keys(change)]) as Set<keyof ClusterMechanism>
  const merged = Object.fromEntries([...keys].map((k) => [k, mergeValue(input[k], change[k])]))
  return clusterMechanismSchema.parse(merged)
}

const mergeValue = (a: unknown, b: unknown): unknown =>
  typeof b === 'number' ? b : { ...(a as object | undefined), ...(b as object | undefined) }

/** What a rig can be told; one service called `shop` on ten large nodes by default. */
export interface RigOptions {
  service?: Partial<ServiceInput>
  others?: ServiceInput[]
  groups?: (Partial<NodeGroup> & { name: string })[]
  mechanism?: ClusterMechanism
  /** Layers of every image, without the application layer of the revision. */
  seed?: number
}

/** What is wrong with a template, or how it differs, in a test. */
export type TemplateChange = Partial<Omit<PodTemplate, 'behaviour' | 'revision' | 'draws'>> & {
  behaviour?: PodBehaviour
}

/** A cluster in its steady state at revision `v1`, with a log of what happens to its pods. */
export interface Rig {
  readonly kernel: Kernel
  readonly cluster: Cluster
  readonly log: PodEvent[]
  template(revision: string, change?: TemplateChange): PodTemplate
  /** `[time, pod, phase]` of the log, of these phases only; times count from `from`. */
  seen(phases: readonly PodEvent['phase'][], from?: Millis): [Millis, string, string][]
  /** The inner state, for invariants. */
  workload(service?: string): Workload
  context(): ClusterContext
}

/** Builds a {@link Rig}. */
export function rig(options: RigOptions = {}): Rig {
  const kernel = new Kernel()
  const log: PodEvent[] = []
  const groups = (options.groups ?? [{ name: 'general' }]).map((group) =>
    nodeGroupSchema.parse({ desired: 10, max: 10, cpuMilli: 16_000, memoryMiB: 64_000, ...group }),
  )
  const services = [{ name: 'shop', ...options.service }, ...(options.others ?? [])].map((one) =>
    serviceSchema.parse({ replicas: 4, startup: constant(0), shutdown: constant(0), ...one }),
  )
  const cluster = new Cluster({
    kernel,
    region: { name: 'here', nodeGroups: groups },
    services,
    mechanism: options.mechanism ?? instant(),
    onPod: (event) => log.push(event),
  })
  const source = new RandomSource(options.seed ?? 1)
  let deployments = 0
  const template = (revision: string, change: TemplateChange = {}): PodTemplate => ({
    revision,
    image: [
      { digest: 'base', sizeMiB: 100 },
      { digest: revision, sizeMiB: 10 },
    ],
    draws: source.scope(0, deployments++),
    behaviour: HEALTHY,
    ...change,
  })
  cluster.settle(() => template('v1'))
  const context = (): ClusterContext => (cluster as unknown as { context: ClusterContext }).context
  return {
    kernel,
    cluster,
    log,
    template,
    seen: (phases, from = 0) => log.filter((e) => phases.includes(e.phase)).map((e) => [e.at - from, e.pod, e.phase]),
    workload: (service = 'shop') => context().workloads.find((one) => one.service.name === service)!,
    context,
  }
}
