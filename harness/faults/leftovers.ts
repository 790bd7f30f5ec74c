import { setTimeout as pause } from 'node:timers/promises'
import type { V1Pod } from '@kubernetes/client-node'
import { CONTROL_PORT, objectName, REVISION_LABEL } from '../charts/names.ts'
import { docker } from '../docker/docker.ts'
import type { ClusterFacts, Place } from '../kind/facts.ts'
import type { ServiceRollouts } from '../kubectl/service-rollouts.ts'
import { isReady } from '../kubernetes/nodes-ready.ts'
import { isPodReady } from '../kubernetes/pod-trouble.ts'
import type { RegistryFacts } from '../registry/component.ts'
import type { Releases } from '../releases/releases.ts'
import { labelsOf, type Run } from '../run/run.ts'

/** Where faults may have left something. */
export interface LeftoverOptions {
  readonly run: Run
  readonly clusters: ClusterFacts
  /** Names of the services of the fleet. */
  readonly services: readonly string[]
  readonly rollouts: Pick<ServiceRollouts, 'watch' | 'connection'>
  readonly releases: Pick<Releases, 'in'>
  readonly registry?: Pick<RegistryFacts, 'hostAddress'>
  readonly signal: AbortSignal
  /** How long what is left may take to go away by itself. */
  readonly limitMs?: number
  /** Runs Docker's command line. */
  readonly command?: typeof docker
}

const LIMIT_MS = 240_000
const POLL_MS = 1_000

/**
 * What faults have left behind: containers, rules in the nodes, nodes and pods that are not as before, faults that pods are still told
 * to have, a registry that does not answer. A sentence for each, once it has not gone away within the limit.
 */
export async function leftovers(options: LeftoverOptions): Promise<readonly string[]> {
  const { signal, limitMs = LIMIT_MS } = options
  const end = performance.now() + limitMs
  for (;;) {
    const left = await look(options)
    if (left.length === 0 || performance.now() > end) return left
    await pause(POLL_MS, undefined, { signal })
  }
}

async function look(options: LeftoverOptions): Promise<readonly string[]> {
  const { clusters, services } = options
  const found = [await ofContainers(options), await ofRegistry(options)]
  for (const { nodes } of clusters.clusters) {
    for (const node of nodes) found.push(await ofRules(options, node))
  }
  for (const cluster of new Set(clusters.places.map(({ context }) => context))) {
    found.push(await ofNodes(options, clusters.places.find(({ context }) => context === cluster)!))
  }
  for (const place of clusters.places.filter(({ isFake }) => isFake !== true)) {
    for (const service of services) found.push(await ofPods(options, place, service))
  }
  return found.flat()
}

async function ofContainers({ run, signal, command = docker }: LeftoverOptions): Promise<readonly string[]> {
  const filters = labelsOf(run, 'faults').flatMap((label) => ['--filter', `label=${label}`])
  const names = await command(['ps', '-a', '--format', '{{.Names}}', ...filters], { signal })
  return names
    .split(/\s+/)
    .filter((name) => name !== '')
    .map((name) => `container ${name} of a fault is there`)
}

async function ofRegistry({ registry, signal }: LeftoverOptions): Promise<readonly string[]> {
  if (registry === undefined) return []
  const isThere = await fetch(`http://${registry.hostAddress}/v2/`, { signal }).then(
    ({ ok }) => ok,
    () => false,
  )
  signal.throwIfAborted()
  return isThere ? [] : ['the registry does not answer']
}

async function ofRules({ signal, command = docker }: LeftoverOptions, node: string): Promise<readonly string[]> {
  const rules = await orMessage(command(['exec', node, 'iptables', '-S'], { signal }), signal)
  if (rules instanceof Error) return [`the rules of node ${node} cannot be read: ${rules.message}`]
  return rules.includes('SEATRIAL') ? [`node ${node} has iptables rules of a fault`] : []
}

async function ofNodes({ rollouts, signal }: LeftoverOptions, { name, context }: Place): Promise<readonly string[]> {
  const answer = await orMessage(rollouts.connection(name).core(signal).listNode(), signal)
  if (answer instanceof Error) return [`the nodes of ${context} cannot be listed: ${answer.message}`]
  return answer.items.flatMap((node) => [
    ...(isReady(node) ? [] : [`node ${node.metadata?.name} is not ready`]),
    ...(node.spec?.unschedulable === true ? [`node ${node.metadata?.name} is cordoned`] : []),
  ])
}

async function ofPods(options: LeftoverOptions, place: Place, service: string): Promise<readonly string[]> {
  const { rollouts, releases, signal } = options
  const revision = releases.in(place.name, service)?.revision
  if (revision === undefined) return []
  const watch = rollouts.watch(place.name)
  const pods = watch.pods(objectName(service))
  const wanted = watch.deployment(objectName(service))?.spec?.replicas
  const found =
    wanted === undefined || pods.length === wanted ? [] : [`${service} has ${pods.length} pods, not ${wanted}`]
  for (const pod of pods) {
    const name = `pod ${pod.metadata?.name}`
    if (pod.metadata?.labels?.[REVISION_LABEL] !== revision) found.push(`${name} is not of ${revision}`)
    if (!isPodReady(pod)) found.push(`${name} is not ready`)
    else found.push(...(await ofControlPort(options, place, pod, signal)))
  }
  return found
}

async function ofControlPort(
  { rollouts }: LeftoverOptions,
  { name: place, namespace }: Place,
  { metadata }: V1Pod,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const path = `/api/v1/namespaces/${namespace}/pods/${metadata?.name}:${CONTROL_PORT}/proxy/faults`
  const answer = await orMessage(rollouts.connection(place).send('GET', path, { signal }), signal)
  if (answer instanceof Error) return [`pod ${metadata?.name} does not say which faults it has: ${answer.message}`]
  return answer.status === 200 && answer.body.trim() === '{}'
    ? []
    : [`pod ${metadata?.name} still has faults: ${answer.body.trim()}`]
}

/** What it resolves or rejects with. Rejects with the signal's reason. */
async function orMessage<T>(work: Promise<T>, signal: AbortSignal): Promise<T | Error> {
  try {
    return await work
  } catch (error) {
    signal.throwIfAborted()
    return error instanceof Error ? error : new Error(String(error))
  }
}
