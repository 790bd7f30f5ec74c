import { z } from 'zod'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { landed, missed, placeOf } from '../landing.ts'
import { reaction, sees } from '../noticing.ts'

/** A spot machine is taken back after a notice of two minutes. */
export const spotReclaim = defineFault({
  name: 'spot-reclaim',
  about: 'a spot machine is taken back after a notice of two minutes',
  selects: ['service', 'region', 'tier'],
  settings: z.strictObject({}),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind:
    'the node is cordoned and drained, and its container is killed after two minutes; it is started again at the end',
  proof: 'the node object of a spot machine is cordoned or gone',
  detectedBy: 'spot-notice',
  recovery: 'alone',
  removal: 'the machine stays gone; its node group asked for another one at the notice',
  *inject(site) {
    const { hooks } = site
    const place = placeOf(site)
    const spot =
      place === undefined ? [] : hooks.nodes(place.region, place.service).filter((node) => node.lifecycle === 'spot')
    const node = spot[0]
    if (place === undefined || node === undefined)
      return missed('no spot machine runs a service that the selector fits')
    hooks.reclaimNode(place.region, node.name)
    site.acted()
    const seen = () => hooks.nodes(place.region).find((one) => one.name === node.name)
    const isLeaving = (): boolean => seen() === undefined || !seen()!.ready || seen()!.cordoned
    if (!(yield* sees(isLeaving, minutes(5)))) return missed(`node ${node.name} is still ready`)
    const how = seen() === undefined ? 'gone' : seen()!.ready ? 'cordoned' : 'not ready'
    return landed(
      `${node.name} in ${place.region}`,
      `spot node ${node.name} is ${how}`,
      reaction('spot-notice', () => hooks.pods(place).every((pod) => pod.ready && pod.node !== node.name)),
    )
  },
  trial: { real: { nodes: 2 }, spot: true },
})
