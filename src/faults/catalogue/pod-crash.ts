import { z } from 'zod'
import { countSchema } from '../../model/schema.ts'
import { defineFault } from '../fault-kind.ts'
import { onPods } from '../landing.ts'
import { reaction } from '../noticing.ts'

/** Processes of running pods end, and their kubelets restart them. */
export const podCrash = defineFault({
  name: 'pod-crash',
  about: 'processes of running pods end, and their kubelets restart them',
  selects: ['service', 'region', 'tier'],
  settings: z.strictObject({
    pods: countSchema.min(1).default(1).describe('how many pods'),
  }),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: "its control port ends the process of so many ready pods; the kubelet's restart count and readiness show it",
  proof: 'pods of the service are not ready, or their containers have ended more often than before',
  detectedBy: 'kubelet',
  recovery: 'alone',
  removal: 'nothing is left: the kubelet has restarted the containers',
  *inject(site) {
    const { hooks, settings } = site
    let before = 0
    return yield* onPods(
      site,
      (place) => {
        before = restarts(hooks.pods(place))
        hooks.crashPods(place, settings.pods)
      },
      (place) => {
        const pods = hooks.pods(place)
        const down = pods.filter((pod) => !pod.ready).length
        if (down > 0) return `${down} of ${pods.length} pods are not ready, ${settings.pods} crashed`
        const more = restarts(pods) - before
        return more === 0 ? undefined : `containers of ${place.service} were restarted ${more} times`
      },
      (place) =>
        reaction('kubelet', () => restarts(hooks.pods(place)) > before && hooks.pods(place).every((pod) => pod.ready)),
    )
  },
})

const restarts = (pods: readonly { readonly restarts: number }[]): number =>
  pods.reduce((sum, pod) => sum + pod.restarts, 0)
