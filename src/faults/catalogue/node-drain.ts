import { z } from 'zod'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { landed, missed, placeOf } from '../landing.ts'
import { reaction, sees } from '../noticing.ts'

/** A node is cordoned and drained for maintenance. */
export const nodeDrain = defineFault({
  name: 'node-drain',
  about: 'a node is cordoned and drained for maintenance',
  selects: ['service', 'region', 'tier'],
  settings: z.strictObject({}),
  durationMs: minutes(10),
  sim: true,
  kind: true,
  inKind: 'the node is cordoned and its pods are evicted through the API',
  proof: 'the node takes no pods, and the pods of the service leave it',
  detectedBy: 'replica-set-controller',
  recovery: 'alone',
  removal: 'the node takes pods again when the duration is over',
  *inject(site) {
    const { hooks } = site
    const place = placeOf(site)
    const node = place === undefined ? undefined : hooks.nodes(place.region, place.service)[0]
    if (place === undefined || node === undefined) return missed('no node runs a service that the selector fits')
    const here = (): number => hooks.pods(place).filter((pod) => pod.node === node.name).length
    const before = here()
    hooks.drainNode(place.region, node.name)
    site.acted()
    const cordoned = (): boolean => hooks.nodes(place.region).some((one) => one.name === node.name && one.cordoned)
    if (!(yield* sees(() => cordoned() && here() < before, minutes(5)))) return missed(`the pods stay on ${node.name}`)
    return landed(
      `${node.name} in ${place.region}`,
      `node ${node.name} is cordoned, ${here()} of ${before} pods of ${place.service} are left on it`,
      reaction('replica-set-controller', () => hooks.pods(place).every((pod) => pod.ready)),
    )
  },
  trial: { real: { nodes: 2, durationMs: 30_000 } },
})
