import { z } from 'zod'
import type { Component, UpContext } from '../component.ts'
import { kindComponent } from '../kind/component.ts'
import { ClusterConnection } from '../kubernetes/connection.ts'
import { isReady, untilNodesReady } from '../kubernetes/nodes-ready.ts'
import { FAKE_SELECTOR } from './names.ts'
import { fakeNodes } from './nodes.ts'
import { endKwok, isKwokUp, kwokFiles, startKwok } from './process.ts'

const factsSchema = z.strictObject({
  pid: z.number(),
  log: z.string(),
  kubeconfig: z.string(),
  context: z.string(),
  /** How many fake nodes were made. */
  nodes: z.number(),
})
export type KwokFacts = z.output<typeof factsSchema>

/** Fake nodes for fleets that no machine could run, and KWOK, which plays them and their pods. The control plane is real. */
export const kwokComponent: Component<KwokFacts> = {
  name: 'kwok',
  needs: [kindComponent],
  facts: factsSchema,
  wanted: ({ needs, options }) => options.pods === 'kwok' && needs.has('clusters'),

  async up(context) {
    const { run, factsOf, say } = context
    const { kubeconfig, context: kubeContext, nodes: real } = factsOf(kindComponent).clusters[0]!
    const started = await startKwok(run, kubeconfig)
    const connection = new ClusterConnection({ kubeconfig, context: kubeContext })
    const nodes = await Promise.race([makeNodes(connection, real.length, context), started.failed])
    say(`${nodes} fake nodes are ready`)
    return { pid: started.pid, log: kwokFiles(run).log, kubeconfig, context: kubeContext, nodes }
  },

  /** The nodes go with the cluster. */
  down: (run) => endKwok(run),

  async status(run, { pid, log, nodes, ...address }, signal) {
    if (!(await isKwokUp(run, pid))) return [{ name: 'kwok', isUp: false, detail: `process ${pid} has ended; ${log}` }]
    const ready = await readyNodes(address, signal)
    return [{ name: 'kwok', isUp: ready === nodes, detail: `${ready} of ${nodes} fake nodes ready; process ${pid}` }]
  },
}

async function makeNodes(connection: ClusterConnection, real: number, context: UpContext): Promise<number> {
  const { fleet, run, signal } = context
  const core = connection.core(signal)
  const nodes = fakeNodes(fleet, run)
  await Promise.all(nodes.map((body) => core.createNode({ body })))
  await untilNodesReady(connection, real + nodes.length, signal)
  return nodes.length
}

async function readyNodes(address: { kubeconfig: string; context: string }, signal: AbortSignal): Promise<number> {
  const core = new ClusterConnection(address).core(signal)
  try {
    const { items } = await core.listNode({ labelSelector: FAKE_SELECTOR })
    return items.filter(isReady).length
  } catch {
    signal.throwIfAborted()
    return 0
  }
}
