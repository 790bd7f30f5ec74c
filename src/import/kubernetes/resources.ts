import type { Container, Pod } from './pod-schema.ts'
import { toMiB, toMilliCpu } from './quantity.ts'

/** CPU in thousandths of a core and memory in MiB, whole numbers. */
export interface Resources {
  readonly cpuMilli: number
  readonly memoryMiB: number
}

/** Assumed of a pod that states no requests, for the size of the nodes only: it is scheduled as if it needed nothing. */
export const UNSTATED: Resources = { cpuMilli: 250, memoryMiB: 512 }

type What = 'cpu' | 'memory'

/**
 * What the scheduler counts for a pod: the sum over its containers and sidecars, or the largest of its init containers if that
 * is more (Kubernetes: "Init Containers, resource sharing"). A container that states only a limit requests as much.
 */
export function requestsOf(pod: Pod): Resources {
  const sidecars = pod.initContainers.filter(isSidecar)
  const first = pod.initContainers.filter((container) => !isSidecar(container))
  const count = (what: What) =>
    Math.max(
      [...pod.containers, ...sidecars].reduce((sum, container) => sum + request(container, what), 0),
      ...first.map((container) => request(container, what)),
    )
  return { cpuMilli: toMilliCpu(count('cpu')), memoryMiB: toMiB(count('memory')) }
}

/** The limits of a pod; nothing unless every container limits both, because then a pod has no limit. */
export function limitsOf(pod: Pod): Resources | undefined {
  let cpu = 0
  let memory = 0
  for (const { resources } of pod.containers) {
    if (resources.limits.cpu === undefined || resources.limits.memory === undefined) return undefined
    cpu += resources.limits.cpu
    memory += resources.limits.memory
  }
  return { cpuMilli: toMilliCpu(cpu), memoryMiB: toMiB(memory) }
}

const request = ({ resources }: Container, what: What): number =>
  resources.requests[what] ?? resources.limits[what] ?? 0

const isSidecar = (container: Container): boolean => container.restartPolicy === 'Always'
