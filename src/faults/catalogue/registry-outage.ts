import { z } from 'zod'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { fitsSelector, landed } from '../landing.ts'

/** The image registry answers neither builds nor nodes. */
export const registryOutage = defineFault({
  name: 'registry-outage',
  about: 'the image registry answers neither builds nor nodes',
  selects: ['region'],
  settings: z.strictObject({}),
  durationMs: minutes(2),
  sim: true,
  kind: true,
  inKind:
    'the registry of the run refuses connections (iptables in its own network namespace), and builds and pulls fail by themselves; all regions share it',
  proof: 'a build that needs the registry fails, or pods wait for their image',
  detectedBy: 'job-failure',
  recovery: 'alone',
  removal: 'the registry answers again when the duration is over',
  *inject(site) {
    const { hooks, selector } = site
    hooks.stopRegistry(hooks.regions(selector))
    const builds = hooks.intercept({
      at: ['build'],
      matches: fitsSelector(site),
      cause: 'registry-outage',
      effect: {
        kind: 'fail',
        class: 'registry-unavailable',
        message: 'the registry does not answer',
        afterMs: minutes(1),
      },
    })
    const waiting = (): string | undefined =>
      hooks
        .regions(selector)
        .find((region) =>
          hooks.changed.some((service) => hooks.pods({ service, region }).some((pod) => pod.lacksImage)),
        )
    let region: string | undefined
    site.acted()
    while (builds.hits.length === 0 && (region = waiting()) === undefined) yield 1_000
    const hit = builds.hits[0]
    return hit === undefined
      ? landed(`nodes of ${region}`, 'new pods wait for their image')
      : landed(`job ${hit.job}`, `the build of ${hit.service} got no answer from the registry`)
  },
  trial: { real: { durationMs: 20_000 } },
})
