import { type Scenario, scenarioSchema } from '../../../src/model/scenario.ts'
import { minutes, seconds } from '../../../src/model/units.ts'
import { constant, quick } from '../quick-service.ts'
import { region } from '../small-fleet.ts'

export const SERVICE = 'payment'
export const REGION = 'us-east-1'
export const PAUSE_MS = seconds(8)

/** One service of four pods whose releases go out as canaries; they answer this share of requests with errors. */
export const smallCanary = (name: string, errors: number): Scenario =>
  scenarioSchema.parse({
    name,
    fleet: {
      regions: [region(REGION)],
      services: [
        {
          ...quick(SERVICE),
          ...{ replicas: 4, requestsPerSecond: 50, preStopMs: seconds(3), terminationGraceMs: seconds(15) },
          probes: { readiness: { periodMs: 1_000, timeoutMs: 5_000 } },
          strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0, progressDeadlineMs: minutes(5) },
        },
      ],
    },
    pipeline: {
      monitoring: 'alerts',
      rollback: { policy: 'any-failure' },
      stages: [
        { name: 'build', jobs: [{ kind: 'build', name: 'images', daemon: 'warm', layerCache: { kind: 'registry' } }] },
        {
          name: 'deploy',
          jobs: [
            {
              ...{ kind: 'deploy', name: 'production', environment: 'production', delivery: 'kubectl' },
              strategy: {
                kind: 'canary',
                steps: [
                  { weight: 0.25, pauseMs: PAUSE_MS },
                  { weight: 0.5, pauseMs: PAUSE_MS },
                ],
                analysis: { intervalMs: seconds(3), successRatio: 0.9, failureLimit: 1 },
              },
            },
          ],
        },
      ],
    },
    deployments: {
      ...{ perDay: 1, warmUpDays: 0, daysPerStretch: 1, jitter: constant(0), changedServices: constant(1) },
      ...{ lockFileChanges: 0, databaseChanges: 0, infrastructureChanges: 0, observation: seconds(5) },
    },
    mechanisms: {
      runners: { failure: 0 },
      defects: { perChangedService: errors > 0 ? 1 : 0, crashing: 0, errorRatio: constant(errors), coupledChange: 0 },
      people: { kubectl: constant(100), customerReport: constant(minutes(30)) },
      // Nobody but the analysis is to speak.
      detection: {
        ...{ scrapeInterval: seconds(1), ruleInterval: seconds(1), alertFor: minutes(5) },
        ...{ syntheticInterval: minutes(60), syntheticCatches: 0 },
      },
      cluster: { readinessPatience: minutes(5) },
    },
  })
