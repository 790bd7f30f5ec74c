import { setTimeout as pause } from 'node:timers/promises'
import type { V1Node } from '@kubernetes/client-node'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import type { ClusterConnection } from './connection.ts'

const LIMIT_MS = 300_000
const POLL_MS = 250

/** Waits until so many nodes are ready to take pods. */
export async function untilNodesReady(
  connection: ClusterConnection,
  count: number,
  signal: AbortSignal,
): Promise<void> {
  const end = performance.now() + LIMIT_MS
  for (;;) {
    const { items } = await connection.core(signal).listNode()
    const ready = items.filter(isReady)
    if (ready.length >= count) return
    if (performance.now() > end) {
      throw new EnvironmentUnavailableError(`expected ${count} nodes to be ready, got ${ready.length}`, {
        where: connection.config.getCurrentContext(),
        remedy: 'give the machine more memory or processors, or ask for fewer nodes: --set environment.nodes=1',
      })
    }
    await pause(POLL_MS, undefined, { signal })
  }
}

/** Whether a node's kubelet says that it is ready. */
export const isReady = (node: V1Node): boolean =>
  node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true
