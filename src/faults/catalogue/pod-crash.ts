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
  kind: false,
  inKind: 'not built yet: kill the process in the container',
  proof: 'the restart count of pods of the service goes up',
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
        return down === 0 ? undefined : `${down} of ${pods.length} pods are not ready, ${settings.pods} crashed`
      },
      (place) =>
        reaction('kubelet', () => restarts(hooks.pods(place)) > before && hooks.pods(place).every((pod) => pod.ready)),
    )
  },
})

const restarts = (pods: readonly { readonly restarts: number }[]): number =>
  pods.reduce((sum, pod) => sum + pod.restarts, 0)
