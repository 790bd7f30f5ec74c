import { z } from 'zod'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { landed, missed } from '../landing.ts'
import { reaction, sees } from '../noticing.ts'

/** A third of the machines of a region stops for a while. */
export const zoneLoss = defineFault({
  name: 'zone-loss',
  about: 'a third of the machines of a region stops for a while',
  selects: ['region'],
  settings: z.strictObject({}),
  durationMs: minutes(10),
  sim: true,
  kind: true,
  inKind: 'the containers of a third of the kind nodes that are no control planes are killed, and started again',
  proof: 'every stopped machine has a node object that is not ready',
  detectedBy: 'node-controller',
  recovery: 'alone',
  removal: 'the machines come back when the duration is over',
  *inject(site) {
    const { hooks, selector } = site
    const region = hooks.regions(selector)[0]
    if (region === undefined) return missed('the selector fits no region')
    const inProduction = (): boolean => hooks.history.some((event) => event.kind === 'production.reached')
    yield* hooks.recorded.until(inProduction)
    const all = hooks.nodes(region)
    const lost = all.slice(0, Math.ceil(all.length / 3))
    const names = new Set(lost.map((node) => node.name))
    for (const node of lost) hooks.stopNode(region, node.name, false)
    site.acted()
    const isLost = (): boolean => hooks.nodes(region).every((node) => !names.has(node.name) || !node.ready)
    if (!(yield* sees(isLost, minutes(5)))) return missed(`nodes of ${region} are still ready`)
    return landed(
      region,
      `${lost.length} of ${all.length} nodes of ${region} are not ready`,
      reaction('node-controller', () => hooks.nodes(region).some((node) => !node.ready)),
    )
  },
  trial: { real: { nodes: 2, durationMs: 60_000 } },
})
