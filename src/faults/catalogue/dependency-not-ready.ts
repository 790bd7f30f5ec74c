import { z } from 'zod'
import { millisSchema } from '../../model/schema.ts'
import { seconds } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import type { PodSeen } from '../hooks.ts'
import { inRelease, restarting } from '../landing.ts'
import { reaction } from '../noticing.ts'

/** The new version exits while it starts until something that it needs is there. */
export const dependencyNotReady = defineFault({
  name: 'dependency-not-ready',
  about: 'the new version exits while it starts until something that it needs is there',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    readyAfterMs: millisSchema.default(seconds(40)).describe('from the first look until the dependency answers'),
  }),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: 'the image that is built needs a Service that leads nowhere until it is time, in production only',
  proof: 'containers of new pods end',
  detectedBy: 'readiness-rule',
  recovery: 'alone',
  removal: 'the version before comes back, or the next release is free of it',
  *inject(site) {
    const { settings } = site
    return yield* inRelease(
      site,
      { kind: 'needs', readyAfterMs: settings.readyAfterMs },
      restarting('exited because a dependency was not ready'),
      ({ service }) => {
        const regions = site.hooks.regions({}, service)
        return reaction('kubelet', () => isOver(regions.flatMap((region) => site.hooks.pods({ service, region }))))
      },
    )
  },
  trial: { real: { settings: { readyAfterMs: 20_000 } } },
})

/** Restarting has brought the release up in every region; after going back no pod is left that was restarted. */
const isOver = (pods: readonly PodSeen[]): boolean =>
  pods.some((pod) => pod.restarts > 0) &&
  pods.every((pod) => pod.ready) &&
  new Set(pods.map(({ revision }) => revision)).size === 1
