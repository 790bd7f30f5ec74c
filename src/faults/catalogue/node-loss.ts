import { z } from 'zod'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { landed, missed, placeOf } from '../landing.ts'
import { sees } from '../noticing.ts'

/** A machine that runs a service stops for good. */
export const nodeLoss = defineFault({
  name: 'node-loss',
  about: 'a machine that runs a service stops for good',
  selects: ['service', 'region', 'tier'],
  settings: z.strictObject({}),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind:
    'the container of a kind node that is no control plane is killed; there is nobody who makes another one, so it is started again at the end',
  proof: 'the node object is not ready, or gone',
  detectedBy: 'node-controller',
  recovery: 'alone',
  removal: 'the machine stays gone; its node group replaces it',
  *inject(site) {
    const { hooks } = site
    const place = placeOf(site)
    const node = place === undefined ? undefined : hooks.nodes(place.region, place.service)[0]
    if (place === undefined || node === undefined) return missed('no node runs a service that the selector fits')
    const pods = hooks.pods(place).filter((pod) => pod.node === node.name).length
    hooks.stopNode(place.region, node.name, true)
    site.acted()
    const isLost = (): boolean => hooks.nodes(place.region).every((one) => one.name !== node.name || !one.ready)
    if (!(yield* sees(isLost, minutes(5)))) return missed(`node ${node.name} is still ready`)
    return landed(
      `${node.name} in ${place.region}`,
      `node ${node.name} with ${pods} pods of ${place.service} is not ready any more`,
      function* () {
        const isReplaced = (): boolean => hooks.pods(place).every((pod) => pod.node !== node.name && pod.ready)
        return (yield* sees(isReplaced, minutes(30))) ? ('node-controller' as const) : undefined
      },
    )
  },
  trial: { real: { nodes: 2 } },
})
