import { z } from 'zod'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { landed, missed } from '../landing.ts'
import { sees } from '../noticing.ts'

/** All machines of a region stop for a while. */
export const regionLoss = defineFault({
  name: 'region-loss',
  about: 'all machines of a region stop for a while',
  selects: ['region'],
  settings: z.strictObject({}),
  durationMs: minutes(15),
  sim: true,
  kind: true,
  inKind: 'the containers of all kind nodes of the region that are no control planes are killed, and started again',
  proof: 'every stopped machine has a node object that is not ready',
  detectedBy: 'alert',
  recovery: 'by-hand',
  removal: 'the machines come back when the duration is over',
  *inject(site) {
    const { hooks, selector } = site
    const region = hooks.regions(selector)[0]
    if (region === undefined) return missed('the selector fits no region')
    const inProduction = (): boolean => hooks.history.some((event) => event.kind === 'production.reached')
    yield* hooks.recorded.until(inProduction)
    const all = hooks.nodes(region)
    const lost = all.slice(0, all.length)
    const names = new Set(lost.map((node) => node.name))
    for (const node of lost) hooks.stopNode(region, node.name, false)
    site.acted()
    const isLost = (): boolean => hooks.nodes(region).every((node) => !names.has(node.name) || !node.ready)
    if (!(yield* sees(isLost, minutes(5)))) return missed(`nodes of ${region} are still ready`)
    for (const service of hooks.services({})) {
      if (!hooks.regions({ region }, service).includes(region)) continue
      const ratio = 1 / hooks.regions({}, service).length
      hooks.hurt({
        service,
        ratio,
        message: `region ${region} does not answer`,
        inRelease: false,
        means: { kind: 'consequence' },
      })
    }
    return landed(region, `${lost.length} of ${all.length} nodes of ${region} are not ready`)
  },
  trial: { real: { nodes: 2, durationMs: 60_000 } },
})
