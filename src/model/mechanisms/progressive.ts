import { z } from 'zod'
import { distributionSchema, lognormal } from '../distribution.ts'
import { parameter } from '../parameter.ts'
import { millisSchema, ratioSchema } from '../schema.ts'
import { seconds } from '../units.ts'

/** Canary, blue/green and shadow delivery. */
export const progressiveSchema = z.strictObject({
  routeChange: parameter(distributionSchema, lognormal({ median: seconds(2), sigma: 0.5 }), {
    unit: 'ms',
    about: 'from a new weight in the route to the last sidecar that follows it',
    assumed: [500, seconds(15)],
    why: 'debounce of the control plane, a push to every sidecar; grows with the number of sidecars',
  }),
  abortScaleDownDelay: parameter(millisSchema, seconds(30), {
    unit: 'ms',
    about: 'after an abort, how long the new version keeps its replicas without traffic',
    source: 'Argo Rollouts, abortScaleDownDelaySeconds: default 30 s',
  }),
  previewTest: parameter(distributionSchema, lognormal({ median: seconds(60), sigma: 0.4 }), {
    unit: 'ms',
    about: 'the test of the new version behind its preview service',
    assumed: [seconds(10), seconds(300)],
    why: 'a smoke test of one service with test data',
  }),
  previewShows: parameter(ratioSchema, 0.6, {
    unit: 'ratio',
    about: 'a defect that answers with errors shows in the test of the preview',
    assumed: [0.3, 0.9],
    why: 'as a smoke test of production: it covers the main path only',
  }),
  mirroredShows: parameter(ratioSchema, 0.7, {
    unit: 'ratio',
    about: 'a defect that answers with errors shows in mirrored requests',
    assumed: [0.4, 0.95],
    why: 'real requests, but their writes must be kept away from shared data and third parties',
  }),
})
export type Progressive = z.output<typeof progressiveSchema>
