import { ActionFailed } from '../../src/faults/action-failed.ts'
import type { Place } from '../../src/faults/hooks.ts'
import { objectName } from '../charts/names.ts'
import { docker } from '../docker/docker.ts'
import { shortHash } from '../sources/revision.ts'
import type { Actions } from './actions.ts'
import { type FaultParts, need } from './parts.ts'
import { removalSignal, repeatedly } from './waiting.ts'

/** How often the addresses of pods are looked at again. */
const LOOK_MS = 2_000

/**
 * Drops packets from the pods of a service to the pods of what it depends on, in the network namespaces of the nodes. Pods that come
 * meanwhile are cut off as well.
 */
export function partition(parts: FaultParts, place: Place, dependencies: readonly string[], actions: Actions): void {
  const cluster = parts.clusters.clusters.find((one) =>
    parts.clusters.places.some(({ name, context }) => name === place.region && context === one.context),
  )
  const chain = `SEATRIAL-${shortHash(place)}`
  actions.start(`parting ${place.service} from ${dependencies.join(', ')}`, async (signal) => {
    const nodes = need(cluster, `cluster of ${place.region}`).nodes
    if (nodes.length === 0) throw new ActionFailed(`the nodes of ${place.region} are not ours`)
    actions.onRemoval(async () => {
      for (const node of nodes) await dropChain(node, chain)
    })
    for (const node of nodes) await makeChain(node, chain, signal)
    let known = ''
    await repeatedly(LOOK_MS, signal, async () => {
      const pairs = pairsOf(parts, place, dependencies)
      if (pairs.join() === known) return
      for (const node of nodes) await fillChain(node, chain, pairs, signal)
      known = pairs.join()
    })
  })
}

/** `from/to` addresses of pods. */
function pairsOf(
  { rollouts }: FaultParts,
  { service, region }: Place,
  dependencies: readonly string[],
): readonly string[] {
  const addresses = (name: string): string[] =>
    rollouts
      .watch(region)
      .pods(objectName(name))
      .flatMap(({ status }) => status?.podIP ?? [])
  return addresses(service).flatMap((from) => dependencies.flatMap(addresses).map((to) => `${from}/${to}`))
}

const iptables = (node: string, args: readonly string[], signal: AbortSignal): Promise<string> =>
  docker(['exec', node, 'iptables', '-w', ...args], { signal })

async function makeChain(node: string, chain: string, signal: AbortSignal): Promise<void> {
  await iptables(node, ['-N', chain], signal)
  await iptables(node, ['-I', 'FORWARD', '-j', chain], signal)
}

async function fillChain(node: string, chain: string, pairs: readonly string[], signal: AbortSignal): Promise<void> {
  await iptables(node, ['-F', chain], signal)
  for (const pair of pairs) {
    const [from = '', to = ''] = pair.split('/')
    await iptables(node, ['-A', chain, '-s', from, '-d', to, '-j', 'DROP'], signal)
  }
}

/** Removes what is there of a chain: the jump, its rules, itself. */
async function dropChain(node: string, chain: string): Promise<void> {
  const signal = removalSignal()
  const isThere = await iptables(node, ['-L', chain, '-n'], signal).then(
    () => true,
    () => false,
  )
  if (!isThere) return
  await iptables(node, ['-D', 'FORWARD', '-j', chain], signal).catch(() => '')
  await iptables(node, ['-F', chain], signal)
  await iptables(node, ['-X', chain], signal)
}
